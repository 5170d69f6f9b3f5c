import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { listCompared } from "../../../lib/engine/compare/list-compared.ts";
import { viewComparison } from "../../../lib/engine/compare/view-comparison.ts";
import { ComparedQuestionList, ComparedQuestionsQuery, Comparison } from "../../../lib/http/wire/compare.ts";
import { describeStores } from "../../support/stores.ts";
import { pairsOf, plantRun, type PlantedTree } from "../plant-run.ts";

const right = [["cc", "cc"]];
const wrong = [["ii", "ii"]];
const mixed = [
  ["ci", "ii"],
  ["cc", "cc"],
];
const repeat = (count: number, verdicts: PlantedTree["verdicts"]): PlantedTree[] =>
  Array.from({ length: count }, () => ({ verdicts }));

describeStores("two runs beside each other", (openStore) => {
  const plant = async () => {
    const store = await openStore();
    // By question: 8 stay right, 3 come right, 1 goes wrong; the last two are unfinished or failed in one of the runs.
    const a = await plantRun(store, [
      ...repeat(8, right),
      ...repeat(3, wrong),
      ...repeat(1, mixed),
      { verdicts: right, status: "growing" },
      { verdicts: [["cx"]] },
    ]);
    const b = await plantRun(
      store,
      [
        ...repeat(8, right),
        ...repeat(2, right),
        ...repeat(1, mixed),
        ...repeat(1, wrong),
        ...repeat(3, right),
      ],
      { threshold: "0.25" },
    );
    const view = async (query: { a: string; b: string; threshold?: number }) =>
      Comparison.parse(await viewComparison(store, query));
    const list = async (query: Record<string, unknown>) =>
      ComparedQuestionList.parse(
        await listCompared(store, ComparedQuestionsQuery.parse({ a: a.run.id, b: b.run.id, ...query })),
      );
    return { store, a, b, view, list };
  };

  test("it matches by words, leaves unfinished and failed trees out, counts flips and changes, and turns round with the runs", async () => {
    const { store, a, b, view } = await plant();
    const found = await view({ a: a.run.id, b: b.run.id });
    expect(found.questions).toEqual({ matched: 14, byText: 14, compared: 12, otherGold: 0 });
    expect(found.a).toMatchObject({ trees: 14, unfinished: 1, failed: 1, only: 0 });
    expect(found.b).toMatchObject({ trees: 15, unfinished: 0, failed: 0, only: 1 });
    expect(found.threshold).toBe(0.5);
    expect(found.flips).toEqual({ improved: 3, worsened: 1, bothAbove: 8, bothBelow: 0 });
    const [value] = found.measures;
    expect(value).toMatchObject({ key: "value", questions: 12 });
    // mixed: (1/4 + 1) / 2 = 5/8.
    expect(value!.a).toBeCloseTo((8 + 5 / 8) / 12, 12);
    expect(value!.b).toBeCloseTo((10 + 5 / 8) / 12, 12);
    expect(value!.change).toBeCloseTo(2 / 12, 12);
    expect(value!.low).toBeLessThan(2 / 12);
    expect(value!.high).toBeGreaterThan(2 / 12);
    expect(found.warnings.map(({ code }) => code)).toEqual(["threshold", "questions", "left_out"]);
    expect(found.counts).toEqual({ all: 12, improved: 3, worsened: 1, same: 8, mixed_a: 1, mixed_b: 1 });

    const raised = await view({ a: a.run.id, b: b.run.id, threshold: 0.9 });
    expect(raised.threshold).toBe(0.9);
    expect(raised.flips).toEqual({ improved: 2, worsened: 0, bothAbove: 8, bothBelow: 2 });

    const back = await view({ a: b.run.id, b: a.run.id, threshold: 0.5 });
    expect(back.flips).toEqual({ improved: 1, worsened: 3, bothAbove: 8, bothBelow: 0 });
    for (const [at, measure] of found.measures.entries())
      expect(back.measures[at]!.change).toBeCloseTo(-measure.change!, 12);

    const { trees } = store.t;
    await store.db.update(trees).set({ verdictLine: null }).where(eq(trees.runId, a.run.id));
    expect(await view({ a: a.run.id, b: b.run.id })).toEqual(found);
  });

  test("pairs per tree are those of the pairs page; the list sorts by change, filters, searches and pages", async () => {
    const { store, b, view, list } = await plant();
    const itself = await view({ a: b.run.id, b: b.run.id });
    expect(itself.threshold).toBe(0.25);
    const stored = await pairsOf(store, b.run.id);
    for (const { role, a: mean, change } of itself.measures.filter(({ key }) => key === "pairs")) {
      expect(mean! * 15).toBeCloseTo(stored[role!]!, 9);
      expect(change).toBe(0);
    }
    expect(itself.warnings.map(({ code }) => code)).toEqual(["same_run"]);

    const all = await list({ sort: "-change" });
    expect(all.total).toBe(12);
    expect(all.items.slice(0, 4).map(({ change, flip }) => [change, flip])).toEqual([
      [1, "improved"],
      [1, "improved"],
      [0.625, "improved"],
      [0, "same"],
    ]);
    expect(all.items.at(-1)).toMatchObject({ change: -0.625, flip: "worsened", a: { valueText: "5/8" } });
    expect((await list({ sort: "change", limit: 1 })).items[0]).toEqual(all.items.at(-1));
    expect((await list({ filter: "mixed_b" })).items).toMatchObject([{ a: { index: 10 }, b: { index: 10 } }]);
    expect((await list({ q: "BASKET 11?" })).items).toMatchObject([{ gold: "11" }]);
    const first = await list({ sort: "index", limit: 7 });
    const rest = await list({ sort: "index", limit: 7, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map(({ a }) => a.index)).toEqual([...Array(12).keys()]);
    expect(rest.nextCursor).toBeNull();
  });
});
