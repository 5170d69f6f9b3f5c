import type { Page } from "@playwright/test";
import { findBarriers } from "./find-barriers.ts";
import { expect, type Grown, test, watchPage } from "./fixtures.ts";

const screensOf = ({ runId, treeIds }: Grown) => [
  "/",
  "/datasets",
  "/endpoints",
  "/judge",
  "/exports",
  `/runs/${runId}`,
  `/trees/${treeIds[0]}?node=1.1`,
  `/runs/${runId}/pairs`,
  `/runs/${runId}/export`,
  `/compare?a=${runId}&b=${runId}`,
  `/compare/trees?a=${treeIds[0]}&b=${treeIds[1]}&node=1.1`,
];

async function settle(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

for (const colorScheme of ["light", "dark"] as const)
  test(`every screen passes axe in ${colorScheme} colours`, async ({ page, grow }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    const grown = await grow();
    const seen = watchPage(page);
    for (const address of screensOf(grown)) {
      await settle(page, address);
      expect(await findBarriers(page), address).toEqual([]);
    }
    expect(seen).toEqual([]);
  });

test("no screen is wider than a phone of 390 pixels", async ({ page, grow }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const grown = await grow();
  for (const address of screensOf(grown)) {
    await settle(page, address);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, address).toBeLessThanOrEqual(390);
  }
});

test("what is not there says so: an unknown run, tree and page", async ({ page }) => {
  await page.goto("/runs/no-such-run");
  await expect(page.getByText("There is no such run")).toBeVisible();
  await page.goto("/trees/no-such-tree");
  await expect(page.getByText("There is no such tree")).toBeVisible();
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("link", { name: /runs/i }).first()).toBeVisible();
});
