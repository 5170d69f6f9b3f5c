import { expect, test } from "./fixtures.ts";

type Decision = { verdict: string; blind: boolean | null; leftNodeId: string | null; author: string | null };

test("pairs are judged blind by keys alone: choose, reveal, save, undo over a reload, redo", async ({
  page,
  grow,
  api,
}) => {
  const { runId } = await grow();
  const historyOf = async () =>
    (await api.get<{ items: Decision[] }>(`/api/runs/${runId}/decisions`)).items.map(
      ({ verdict }) => verdict,
    );
  await page.goto(`/runs/${runId}/pairs`);
  await expect(page.getByText(/^Pair 1 of/)).toBeVisible();
  await page.keyboard.press("b");
  await expect(page.getByText("value hidden")).toHaveCount(2);
  await expect(page.getByText(/chosen by credit/)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByText(/chosen by credit/)).toBeVisible();
  expect(await historyOf()).toEqual([]);
  await page.keyboard.press("x");
  await expect(page.getByRole("button", { name: /Reject pair/ })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Pair 2 of/)).toBeVisible();
  await expect(page.getByText("value hidden")).toHaveCount(2);
  await expect.poll(historyOf).toEqual(["tie", "reject"]);

  await page.reload();
  await expect(page.getByText("value hidden")).toHaveCount(2);
  await page.keyboard.press("u");
  await expect(page.getByText(/^Pair 1 of/)).toBeVisible();
  await expect(page.getByText(/chosen by credit/)).toBeVisible();
  await expect.poll(historyOf).toEqual(["tie", "reject", "clear"]);
  await page.keyboard.press("Shift+U");
  await expect.poll(historyOf).toEqual(["tie", "reject", "clear", "reject"]);
  const { items } = await api.get<{ items: Decision[] }>(`/api/runs/${runId}/decisions`);
  expect(items.map(({ blind }) => blind)).toEqual([true, false, null, null]);
  expect(items[0]?.leftNodeId).not.toBeNull();
});

test("one verdict for all pairs of a filter tells what it replaces, and one key takes it back", async ({
  page,
  grow,
  api,
}) => {
  const { runId } = await grow();
  const countsOf = () => api.get<Record<string, number>>(`/api/runs/${runId}/pairs/counts`);
  const before = await countsOf();
  const { all = 0 } = before;
  await page.goto(`/runs/${runId}/pairs`);
  await expect(page.getByText(/^Pair 1 of/)).toBeVisible();
  await page.keyboard.press("x");
  await expect.poll(countsOf).toMatchObject({ rejected: 1 });
  await page.getByRole("button", { name: "Decide all…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 of them has a decision");
  await dialog.getByRole("button", { name: "No difference" }).click();
  await dialog.getByRole("button", { name: `No difference ${all} pairs` }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(countsOf).toMatchObject({ tied: all, rejected: 0 });
  await expect(page.getByText(`${all} pairs tied`)).toBeVisible();
  await page.keyboard.press("u");
  await expect(page.getByText(/pairs? as before/)).toBeVisible();
  await expect.poll(countsOf).toMatchObject({ tied: 0, rejected: 1 });
  await page.keyboard.press("u");
  await expect.poll(countsOf).toEqual(before);
});
