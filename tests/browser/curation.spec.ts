import { expect, sums, test } from "./fixtures.ts";

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

test("thirty keys as fast as they are taken, on a slow server, meet no empty frame", async ({
  page,
  grow,
  api,
}) => {
  const { runId } = await grow({ questions: sums(8), branching: 3 });
  await page.route(/\/api\/(trees|runs\/[^/]+\/(pairs|decisions))/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await route.continue().catch(() => {});
  });
  await page.goto(`/runs/${runId}/pairs?sort=random&seed=4`);
  await expect(page.getByText(/^Pair 1 of/)).toBeVisible();
  await expect(page.getByRole("region", { name: /^Text of/ })).toHaveCount(2);
  await page.evaluate(() => {
    const seen = { empty: 0 };
    Object.assign(window, { seen });
    const look = () => {
      if (document.querySelectorAll('[role="region"][aria-label^="Text of"]').length !== 2) seen.empty += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (let pair = 1; pair <= 30; pair++) {
    await page.keyboard.press(pair % 2 === 0 ? "ArrowLeft" : "ArrowRight");
    await expect(page.getByText(new RegExp(`^Pair ${pair + 1} of`))).toBeVisible();
  }
  expect(await page.evaluate(() => (window as unknown as { seen: { empty: number } }).seen.empty)).toBe(0);
  type Said = { verdict: string; ms: number | null; sample: { seed: number; ordinal: number } | null };
  const history = async () =>
    (await api.get<{ items: Said[] }>(`/api/runs/${runId}/decisions?limit=100`)).items;
  await expect.poll(async () => (await history()).length).toBe(30);
  const said = await history();
  expect(said.map(({ sample }) => sample?.ordinal).toSorted((a, b) => a! - b!)).toEqual(
    Array.from({ length: 30 }, (_, at) => at + 1),
  );
  expect(said.every(({ ms, sample }) => ms !== null && sample?.seed === 4)).toBe(true);
});

test("annotators who differ meet in the queue of conflicts, and a word there settles it", async ({
  page,
  grow,
  api,
}) => {
  const { runId } = await grow();
  const { items } = await api.get<{ items: { chosenNodeId: string; rejectedNodeId: string }[] }>(
    `/api/runs/${runId}/pairs`,
  );
  const [{ chosenNodeId, rejectedNodeId } = { chosenNodeId: "", rejectedNodeId: "" }] = items;
  for (const [author, verdict] of [
    ["Ada", "accept"],
    ["Bo", "tie"],
  ])
    await api.post(`/api/runs/${runId}/decisions`, {
      decisions: [{ chosenNodeId, rejectedNodeId, author, verdict, reason: `so says ${author}` }],
    });
  await page.goto(`/runs/${runId}/pairs`);
  await page.getByRole("button", { name: /^conflicts/ }).click();
  await expect(page.getByRole("heading", { name: "Annotators differ" })).toBeVisible();
  await expect(page.getByText("“so says Ada”").first()).toBeVisible();
  await page.keyboard.press("x");
  await expect(page.getByRole("heading", { name: "Settled" })).toBeVisible();
  const countsOf = () => api.get<Record<string, number>>(`/api/runs/${runId}/pairs/counts`);
  await expect.poll(countsOf).toMatchObject({ conflicts: 0, rejected: 1 });
  await page.keyboard.press("u");
  await expect(page.getByRole("heading", { name: "Annotators differ" })).toBeVisible();
  await expect.poll(countsOf).toMatchObject({ conflicts: 1, tied: 1 });
});
