import { expect, test, watchPage } from "./fixtures.ts";

type Tree = { readonly nodes: readonly { id: string; path: string; role: string; verdict: string | null }[] };

test("the judge says what it reads while one types, keeps it in the address, and explains a conflict", async ({
  page,
}) => {
  const seen = watchPage(page);
  await page.goto("/judge");
  await expect(page.getByRole("heading", { name: "Correct" })).toBeVisible();
  await page.getByLabel("Gold").fill("3/4");
  await page.getByLabel("Judged as").selectOption({ label: "MATH (expressions)" });
  await page
    .getByLabel("Text of the completion")
    .fill(String.raw`I first found $\boxed{\frac{2}{3}}$. That was wrong.` + "\n\nFinal Answer: 0.75");
  await expect(page.getByText("two closing forms disagree")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Correct" })).toBeVisible();
  const marked = page.getByRole("region", { name: "The text with the answer marked" });
  await expect(marked.locator("mark", { hasText: "0.75" })).toBeVisible();
  await expect(marked).toContainText("in a box");
  await expect(page.getByRole("region", { name: "Comparison" })).toContainText("3/4");
  await expect(page).toHaveURL(/task=math/);
  await page.reload();
  await expect(page.getByLabel("Gold")).toHaveValue("3/4");
  await expect(page.getByText("two closing forms disagree")).toBeVisible();
  await page.getByLabel("Gold").fill("0.7");
  await expect(page.getByRole("heading", { name: "Incorrect" })).toBeVisible();
  await page.getByLabel("Text of the completion").fill("");
  await expect(page.getByText("Nothing to judge")).toBeVisible();
  expect(seen).toEqual([]);
});

test("a leaf is picked by run, question and path, walked with j and k, and changed without touching what is stored", async ({
  page,
  grow,
  api,
}) => {
  const { treeIds, runId } = await grow();
  const { name } = await api.get<{ name: string }>(`/api/runs/${runId}`);
  const tree = await api.get<Tree>(`/api/trees/${treeIds[1]}`);
  await page.goto("/judge");
  await expect(page.getByRole("heading", { name: "Correct" })).toBeVisible();
  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog");
  // A dialog that fades out slowly shows whether the next key still falls into it.
  await page.addStyleTag({ content: '[role="dialog"] { transition-duration: 5s !important }' });
  await dialog.getByLabel("Find a run by name").fill(name);
  await dialog.getByRole("button", { name }).click();
  await dialog.getByRole("button", { name: /A tray holds 4 rows/ }).click();
  await dialog.getByRole("button", { name: /1\.2\.1/ }).click();
  const leaf = tree.nodes.find(({ path }) => path === "1.2.1");
  await expect(page).toHaveURL(new RegExp(`node=${leaf?.id}`));
  await expect(page.getByText("The stored verdict is the same")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("region", { name: "The completion" })).toContainText("1.2.2");
  await page.keyboard.press("k");
  await expect(page.getByRole("region", { name: "The completion" })).toContainText("1.2.1");
  await page.getByLabel("Gold").fill("123456");
  await expect(page.getByRole("heading", { name: "Incorrect" })).toBeVisible();
  await expect(page).not.toHaveURL(/node=/);
  expect((await api.get<{ verdict: string }>(`/api/nodes/${leaf?.id}`)).verdict).toBe(leaf?.verdict);
});

test("a picked leaf is judged by the rule of its run, whichever counts by now, until another is chosen", async ({
  page,
  grow,
  api,
}) => {
  const { treeIds, runId } = await grow();
  const { dataset } = await api.get<{ dataset: { id: string; name: string } }>(`/api/runs/${runId}`);
  const addRule = (rule: object) => api.post(`/api/datasets/${dataset.id}/rules`, { rule });
  await addRule({ kind: "exact", extraction: { kind: "whole" } });
  const again = `/api/runs/${runId}/judge-again`;
  const newest = async () =>
    (await api.get<{ rejudgings: { id: string; status: string }[] }>(again)).rejudgings[0];
  await api.post(`${again}/preview`, { ruleVersion: 1 });
  await expect.poll(async () => (await newest())?.status).toBe("previewed");
  await api.post(`${again}/${(await newest())?.id}/apply`, {});
  await expect.poll(async () => (await newest())?.status).toBe("applied");
  await addRule({ kind: "numeric", extraction: { kind: "task" } });
  const { nodes } = await api.get<Tree>(`/api/trees/${treeIds[0]}`);
  await page.goto(`/judge?node=${nodes.find(({ path }) => path === "1.1.1")?.id}`);
  const judgedAs = page.getByLabel("Judged as");
  await expect(judgedAs.locator("option:checked")).toHaveText(`${dataset.name}, rule 1`);
  await expect(page.getByRole("heading", { name: "Incorrect" })).toBeVisible();
  await page.getByLabel("Gold").fill("7");
  await page.getByLabel("Text of the completion").fill("Final Answer: 7");
  await expect(page).toHaveURL(/rule=1/);
  await expect(page.getByRole("heading", { name: "Incorrect" })).toBeVisible();
  await judgedAs.selectOption({ label: `${dataset.name}, rule 2, which counts now` });
  await expect(page.getByRole("heading", { name: "Correct", exact: true })).toBeVisible();
});

test("the tree leads to the judge, which says so where a node is gone", async ({ page, grow }) => {
  const { treeIds } = await grow();
  await page.goto(`/trees/${treeIds[0]}?node=1.1.1`);
  await page.getByRole("link", { name: "Try in the judge" }).click();
  await expect(page.getByRole("region", { name: "The completion" })).toContainText("1.1.1");
  await page.goto("/judge?node=node_gone");
  await expect(page.getByRole("alert").filter({ hasText: "There is no node node_gone" })).toBeVisible();
});

test("a run is judged again by another rule: previewed, looked through, applied and taken back", async ({
  page,
  grow,
  api,
}) => {
  const seen = watchPage(page);
  const { runId } = await grow();
  const { dataset, name } = await api.get<{ dataset: { id: string }; name: string }>(`/api/runs/${runId}`);
  await api.post(`/api/datasets/${dataset.id}/rules`, {
    rule: { kind: "exact", extraction: { kind: "whole" } },
    note: "all of the text",
  });
  await page.goto(`/runs/${runId}`);
  await page.getByRole("button", { name: /^Judge\s*version/ }).click();
  const card = page.getByRole("region", { name: "Judge", exact: true });
  await expect(card).toContainText("the task’s own way");
  await expect(card).toContainText("rule 1 counts for new runs");
  await card.getByRole("button", { name: "Judge again…" }).click();
  const dialog = page.getByRole("dialog", { name: "Judge again" });
  await dialog.getByLabel(/By judge/).selectOption("1");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog.getByText(/\d+ of 30 verdicts would change, in 3 trees/)).toBeVisible();
  const moves = dialog.getByRole("list", { name: "From verdict to verdict" });
  await moves
    .getByRole("button", { name: /Refiner.*correct.*incorrect/ })
    .first()
    .click();
  const answers = dialog.getByRole("list", { name: "Answers that change" });
  await expect(answers.getByRole("link", { name: /Question 1, \d\.\d\.\d/ }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await card.getByRole("button", { name: "Judge again…" }).click();
  const choice = dialog.getByLabel(/By judge/);
  await expect(choice).toHaveValue("1");
  await choice.selectOption("keep");
  await expect(dialog.getByRole("button", { name: /^Apply/ })).toHaveCount(0);
  await choice.selectOption("1");
  const judgeNow = async () =>
    (await api.get<{ judge: { ruleVersion: number | null } }>(`/api/runs/${runId}`)).judge.ruleVersion;
  expect(await judgeNow()).toBe(null);

  await dialog.getByRole("button", { name: /^Apply \d+ verdicts/ }).click();
  await expect(dialog.getByRole("button", { name: "Take back" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toContainText("rule 1");
  await expect(card).toContainText(/Judged again today/);
  await expect(page.getByText("0.0 %").first()).toBeVisible();

  await card.getByRole("button", { name: "Look" }).click();
  const takeBack = page.getByRole("dialog").getByRole("button", { name: "Take back" });
  await takeBack.click();
  await expect(takeBack).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(card).toContainText("the task’s own way");
  await expect(card).toContainText("taken back");
  await expect(page.getByRole("heading", { name })).toBeVisible();
  expect(seen).toEqual([]);
});
