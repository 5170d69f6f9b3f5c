import { expect, goldOf, sums, test, watchPage } from "./fixtures.ts";

test("upload questions, add an endpoint, start a run, watch it, read a tree, judge pairs, take the data away", async ({
  page,
  startEndpoint,
}) => {
  const seen = watchPage(page);
  const rows = sums(4);
  const endpoint = await startEndpoint({
    gold: goldOf(rows),
    rightShare: 0.5,
    latencyMs: 60,
    seed: 3,
    model: "lab-7b",
  });
  const stamp = String(Date.now());

  await page.goto("/datasets");
  await page.waitForLoadState("networkidle");
  const lines = [
    ...rows.slice(0, 2).map((row) => JSON.stringify(row)),
    '{"question": "broken',
    ...rows.slice(2).map((row) => JSON.stringify(row)),
  ];
  await page.getByLabel("Name").fill(`cups ${stamp}`);
  await page.locator('input[type="file"]').setInputFiles({
    name: "cups.jsonl",
    mimeType: "application/jsonl",
    buffer: Buffer.from(lines.join("\n")),
  });
  const added = page.getByRole("status").filter({ hasText: `cups ${stamp}` });
  await expect(added).toContainText("4 questions");
  await expect(added).toContainText("3");

  await page.goto("/endpoints");
  await page
    .getByRole("button", { name: /add an endpoint/i })
    .first()
    .click();
  await page.getByLabel("Name", { exact: true }).fill(`lab ${stamp}`);
  await page.getByLabel("Base URL").fill(endpoint.url);
  await page.getByRole("button", { name: "Save and probe" }).click();
  await expect(page.getByText("lab-7b").first()).toBeVisible();

  await page.goto("/");
  const form = page.getByRole("form", { name: "Start a run" });
  await form.getByLabel("Data set").selectOption({ label: `cups ${stamp} · 4 questions` });
  await form.getByLabel("Endpoint", { exact: true }).selectOption({ label: `lab ${stamp}` });
  await expect(form.getByText("answers in")).toBeVisible();
  await expect(form).toContainText("156");
  await form.getByRole("button", { name: /start run/i }).click();

  await page.waitForURL(/\/runs\/run_/);
  await expect(page.getByText("Completed").first()).toBeVisible({ timeout: 30_000 });
  expect(endpoint.completionsGiven).toBe(4 * 39);
  await expect(page.getByText("4 of 4 trees")).toBeVisible();

  await page
    .getByRole("link", { name: /A tray holds 3 rows/ })
    .first()
    .click();
  await page.waitForURL(/\/trees\/tree_/);
  const tree = page.getByRole("tree");
  await expect(tree.getByRole("treeitem")).toHaveCount(40);
  const leaf = tree.locator('[data-path="1.1.1"]');
  await leaf.click();
  await expect(page).toHaveURL(/node=1\.1\.1/);
  await expect(page.getByRole("heading", { name: "Refiner R1" })).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("A tray holds 3 rows");
  await page.keyboard.press("Escape");

  await page
    .getByRole("link", { name: /^Pairs/ })
    .first()
    .click();
  await expect(page.getByText(/^Pair 1 of/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/1 of \d+ decided/)).toBeVisible();
  await page.keyboard.press("x");
  await expect(page.getByText(/2 of \d+ decided/)).toBeVisible();
  await page.keyboard.press("u");
  await expect(page.getByText(/1 of \d+ decided/)).toBeVisible();

  await page
    .getByRole("link", { name: /^Export/ })
    .first()
    .click();
  await page.getByRole("button", { name: /^Build/ }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^Download \d/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^malthouse-trl-[0-9a-f]{8}\.zip$/);
  expect(seen).toEqual([]);
});

test("an override on a leaf says what changed, and undo brings it back", async ({ page, grow }) => {
  const { treeIds } = await grow();
  await page.goto(`/trees/${treeIds[0]}?node=1.1.1`);
  const before = await page.getByRole("tree").locator('[data-path="1"]').getAttribute("aria-label");
  await page.keyboard.press("o");
  await page.getByLabel("Why (kept with the override)").fill("read the wrong number");
  const group = page.getByRole("group", { name: "Override the verdict" });
  // Only the other verdicts are offered.
  await group
    .getByRole("button", { name: /^(✓ correct|✕ incorrect)$/ })
    .first()
    .click();
  await expect(page.getByText(/3 values changed/)).toBeVisible();
  await expect(page.getByRole("tree").locator('[data-path="1"]')).not.toHaveAttribute(
    "aria-label",
    before ?? "",
  );
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("tree").locator('[data-path="1"]')).toHaveAttribute("aria-label", before ?? "");
});

test("a run that grows fills its page by itself and can be paused and resumed", async ({
  page,
  grow,
  api,
}) => {
  const { runId } = await grow({ questions: sums(8), latencyMs: 600, start: false });
  const seen = watchPage(page);
  await page.goto(`/runs/${runId}`);
  await page
    .getByRole("button", { name: /^(start|resume)/i })
    .first()
    .click();
  await expect(page.getByText("Growing").first()).toBeVisible();
  await page.getByRole("button", { name: /^pause/i }).click();
  await expect(page.getByText("Paused", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: /^resume/i }).click();
  await expect(page.getByText("8 of 8 trees")).toBeVisible({ timeout: 40_000 });
  expect((await api.get<{ usage: { requests: number } }>(`/api/runs/${runId}`)).usage.requests).toBe(8 * 7);
  expect(seen).toEqual([]);
});
