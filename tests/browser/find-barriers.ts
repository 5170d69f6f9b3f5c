import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds on the page by WCAG 2.1 A and AA, a line a rule: its name and the first element that breaks it. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    // A tree item is read as "V1, value 1/3, negative": its drawn "V1 1/3" is no text to be spoken word for word.
    .disableRules(["label-content-name-mismatch"])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}
