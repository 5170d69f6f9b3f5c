import { expect, sums, test, watchPage } from "./fixtures.ts";

type Queue = { readonly total: number; readonly items: readonly { readonly nodeId: string }[] };

test("the audit by keyboard: three verdicts, one taken back after a reload, all alike, a wrong gold mended", async ({
  page,
  api,
  grow,
}) => {
  const seen = watchPage(page);
  const [first, second] = sums(2);
  const gold = Number(first?.answer.split("#### ")[1]);
  // Every leaf boxes another number and ends on the gold of the first question.
  const { runId } = await grow({
    questions: [first!, second!],
    answer: () => `\\boxed{3}\nSo it holds ${gold} cups.`,
  });
  const queue = () => api.get<Queue>(`/api/runs/${runId}/audit`);
  const total = (await queue()).total;
  expect(total).toBeGreaterThanOrEqual(8);
  const open = async (): Promise<void> => {
    await page.goto(`/runs/${runId}/audit`);
    await expect(page.getByRole("list", { name: "Suspect leaves" })).toBeVisible();
  };
  const left = (count: number) => expect(page.getByText(`${count} leaves to judge`)).toBeVisible();
  await open();
  await left(total);
  await expect(page.getByRole("region", { name: /^If you mark R\d right$/ })).toContainText(
    "Pairs in this tree",
  );

  for (const [at, key] of ["r", "w", "r"].entries()) {
    await page.keyboard.press(key);
    await left(total - at - 1);
  }
  await open();
  await page.keyboard.press("u");
  await left(total - 2);
  await expect(page).toHaveURL(/leaf=node_/);

  await page.keyboard.press("Shift+R");
  const dialog = page.getByRole("dialog");
  const mark = dialog.getByRole("button", { name: /^Mark \d+ leaves right$/ });
  await mark.click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await queue()).total).toBeLessThan(total - 3);

  await page.goto(`/runs/${runId}/audit?view=history`);
  await page.getByRole("button", { name: "Take back" }).first().click();
  await expect(page.getByText("taken back").first()).toBeVisible();
  await open();
  await left(total - 2);

  await page.keyboard.press("b");
  await expect(page.getByRole("button", { name: "Wrong golds 1" })).toBeVisible();
  await page.getByRole("button", { name: "Wrong golds 1" }).press("Enter");
  await page.getByLabel("New gold").fill("3");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/verdicts? change/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("No gold is marked wrong")).toBeVisible();
  expect(seen).toEqual([]);
});
