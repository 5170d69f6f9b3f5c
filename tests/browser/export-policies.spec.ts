import { findBarriers } from "./find-barriers.ts";
import { expect, sums, test, watchPage } from "./fixtures.ts";

test("a policy's effect is what it then does; what was left out is led to; terms and errors are asked for", async ({
  page,
  grow,
}) => {
  const { runId } = await grow({ questions: sums(3), branching: 3 });
  const seen = watchPage(page);
  await page.goto(`/runs/${runId}/export?kinds=dpo&format=openai`);
  const funnel = page.getByRole("list", { name: "From candidates to rows" });
  await expect(funnel).toContainText("All candidates");

  // The effect stands beside the control; taking it gives the rows that it told.
  const effect = page.getByRole("button", { name: /^One: −\d+ rows$/ });
  await expect(effect).toBeVisible();
  const told = /^(\d+) rows instead of (\d+)$/.exec((await effect.getAttribute("title")) ?? "");
  await effect.click();
  await expect(page).toHaveURL(/onePairPerParent=true/);
  await expect(page.getByLabel("Pairs of a parent")).toHaveValue("one");
  const left = funnel.getByRole("listitem").last();
  await expect(left).toContainText(`${told?.[1]}rows`);
  await expect(left).toContainText(`−${Number(told?.[2]) - Number(told?.[1])}`);

  await left.getByRole("button", { name: /^−\d+$/ }).click();
  const examples = page.getByRole("region", { name: /^Left out: further pairs/ });
  await expect(examples.getByRole("link").first()).toHaveAttribute("href", /^\/trees\/.+\?node=.+&against=/);

  // Fewer than ten rows is an error for this target: Build waits for a word.
  await page.getByLabel("Most rows").fill("2");
  await expect(page.getByText(/2 rows, OpenAI fine-tuning takes 10 or more/).first()).toBeVisible();
  const build = page.getByRole("button", { name: /^Build/ });
  await expect(build).toBeDisabled();
  await page.getByRole("checkbox", { name: /^Build all the same/ }).check();
  await expect(build).toBeEnabled();

  await page.getByLabel("Licence of the questions").fill("CC BY 4.0");
  await expect(page).toHaveURL(/sourceLicence=CC/);
  await expect(
    page.getByText("Keys are exactly input, preferred_output, non_preferred_output"),
  ).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole("button", { name: "Defaults" }).click();
  await expect(page).not.toHaveURL(/onePairPerParent|maxRows/);
  await expect(page).toHaveURL(/sourceLicence=CC/);
  expect(seen).toEqual([]);
});
