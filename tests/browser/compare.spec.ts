import { findBarriers } from "./find-barriers.ts";
import { expect, sums, test, watchPage } from "./fixtures.ts";

test("two runs marked on the runs page are compared: changes, flips, prompts, and both trees of a question", async ({
  page,
  grow,
  api,
}) => {
  const questions = sums(10);
  const [worse, better] = [
    await grow({ questions, branching: 1, rightShare: 0.2, seed: 1 }),
    await grow({ questions, branching: 1, rightShare: 0.95, seed: 2 }),
  ];
  const seen = watchPage(page);
  await page.goto("/");
  for (const { runId } of [worse, better]) {
    const { name } = await api.get<{ name: string }>(`/api/runs/${runId}`);
    await page
      .getByRole("table")
      .getByRole("checkbox", { name: `Mark ${name} to compare` })
      .check();
  }
  await expect(page.getByRole("link", { name: /^Compare/ })).toBeVisible();
  await page.keyboard.press("c");
  await page.waitForURL(`**/compare?a=${worse.runId}&b=${better.runId}`);
  await expect(page.getByText("10 questions compared")).toBeVisible();
  await expect(page.getByText(/^B is better by/)).toBeVisible();
  await expect(page.getByRole("table", { name: "Paired changes" })).toContainText("Mean leaf value");
  await expect(page.getByRole("list", { name: "Compared questions" })).toHaveAttribute("aria-busy", "false");
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole("button", { name: /come above/ }).click();
  await expect(page).toHaveURL(/filter=improved/);

  await page.keyboard.press("s");
  await page.waitForURL(new RegExp(`a=${better.runId}&b=${worse.runId}`));
  await expect(page.getByText(/^A is better by/)).toBeVisible();
  await page.getByRole("button", { name: /fall below/ }).click();
  await expect(page).toHaveURL(/filter=worsened/);
  await page.getByRole("list", { name: "Compared questions" }).getByRole("link").first().click();
  await page.waitForURL(/\/compare\/trees\?/);
  const trees = page.getByRole("tree");
  await expect(trees).toHaveCount(2);
  await page.getByRole("region", { name: "Tree B" }).getByRole("treeitem", { name: /^G1/ }).click();
  await expect(page).toHaveURL(/node=1(&|$)/);
  await expect(page.getByRole("treeitem", { selected: true })).toHaveCount(2);
  await expect(page.getByRole("region", { name: "Both texts" })).toContainText(/words? differs?/);
  expect(seen).toEqual([]);
});

test("another run like one tells what it changes before it starts", async ({ page, grow }) => {
  const { runId } = await grow({ start: false });
  await page.goto(`/runs/new?like=${runId}`);
  const changes = page.getByRole("region", { name: "Changes" });
  await expect(changes).toContainText("Nothing is changed yet");
  await page.getByRole("textbox", { name: "Questions" }).fill("2");
  await expect(changes).toContainText("3 → 2");
});
