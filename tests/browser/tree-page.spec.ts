import { gzipSync } from "node:zlib";
import { expect, goldOf, sums, test, watchPage } from "./fixtures.ts";

/** Compressed bytes of script that the tree page may ask for before anything is clicked. */
const budgetBytes = 250_000;

test("the tree page's first load keeps to its budget of script", async ({ request, grow }) => {
  const { treeIds } = await grow({ questions: sums(1) });
  const html = await (await request.get(`/trees/${treeIds[0]}`)).text();
  const tags = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/nomodule/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  expect(sources.size).toBeGreaterThan(3);
  let bytes = 0;
  for (const source of sources) bytes += gzipSync(await (await request.get(source)).body()).length;
  expect(bytes).toBeLessThan(budgetBytes);
});

test("a completion is shown rendered, with its answer marked, and to the letter by one key", async ({
  page,
  grow,
}) => {
  const rows = sums(1);
  const seen = watchPage(page);
  const { treeIds } = await grow({
    questions: rows,
    answer: (messages) =>
      `**So** it is $\\frac{1}{2}$ of $5 and $6.\n\nFinal Answer: ${goldOf(rows)(messages.at(-1)?.content ?? "") ?? ""}`,
  });
  await page.goto(`/trees/${treeIds[0]}?node=1.1.1`);
  const text = page.getByRole("region", { name: "Text", exact: true });
  await expect(text.locator("strong")).toHaveText("So");
  await expect(text.locator(".katex")).toHaveCount(1);
  await expect(text.getByText("of $5 and $6.")).toBeVisible();
  await expect(text.locator("mark").first()).toHaveText(rows[0]?.answer.split("#### ")[1] ?? "");
  await page.keyboard.press("r");
  await expect(text.getByText("**So** it is $\\frac{1}{2}$")).toBeVisible();
  await expect(text.locator("mark").first()).toHaveText(rows[0]?.answer.split("#### ")[1] ?? "");
  await page.keyboard.press("r");
  await expect(text.locator("strong")).toBeVisible();
  expect(seen).toEqual([]);
});

test("what if turns a leaf, says which pairs change, saves it as an override and takes it back", async ({
  page,
  api,
  grow,
}) => {
  const seen = watchPage(page);
  const { treeIds } = await grow({ questions: sums(1) });
  const treeId = treeIds[0] ?? "";
  type Node = { path: string; verdict: string; override: { verdict: string } | null };
  const leaf = async () =>
    (await api.get<{ nodes: Node[] }>(`/api/trees/${treeId}`)).nodes.find(({ path }) => path === "1.1.1");
  const before = await leaf();
  await page.goto(`/trees/${treeId}?node=1.1.1&view=tree`);
  await expect(page.getByRole("treeitem").first()).toBeVisible();
  await page.keyboard.press("w");
  const panel = page.getByRole("region", { name: "What if" });
  await expect(panel.getByText("0 values and 0 labels would change")).toBeVisible();
  await panel.getByRole("button", { name: "Pin this setting" }).click();
  await page.keyboard.press("t");
  await expect(panel.getByText(/[1-9] values? and [1-9] labels? would change/)).toBeVisible();
  await expect(page.getByRole("treeitem", { name: /turned, as a what-if/ })).toHaveCount(1);
  await expect(panel.getByRole("table")).toContainText("1 leaf turned");
  expect((await leaf())?.override).toBeNull();

  await panel.getByRole("button", { name: "Save 1 override" }).click();
  await expect(panel.getByRole("button", { name: "Take 1 override back" })).toBeVisible();
  expect((await leaf())?.override?.verdict).toBe(before?.verdict === "correct" ? "incorrect" : "correct");
  await page.keyboard.press("u");
  await expect(panel.getByRole("button", { name: "Take 1 override back" })).toBeHidden();
  expect((await leaf())?.override).toBeNull();
  await page.keyboard.press("w");
  await expect(panel).toBeHidden();
  expect(seen).toEqual([]);
});
