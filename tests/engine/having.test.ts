import fc from "fast-check";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { countTreesByFilter, listTrees } from "../../db/queries/list-trees.ts";
import { nodesOfTree } from "../../db/queries/nodes.ts";
import { addRoleUsage } from "../../db/queries/role-usage.ts";
import type { NodeRow } from "../../db/rows.ts";
import type { Having } from "../../lib/core/having.ts";
import { noteCorrections } from "../../lib/engine/note-corrections.ts";
import { viewCredit } from "../../lib/engine/run-credit.ts";
import { viewValues } from "../../lib/engine/run-values.ts";
import { describeStores } from "../support/stores.ts";
import { plantRun, type PlantedTree } from "./plant-run.ts";

const verdictNames = ["correct", "incorrect", "unknown"] as const;
const roles = ["generator", "verifier", "refiner"];
const anyVerdict = fc.constantFrom(...verdictNames, null);
const anyRow = fc
  .array(fc.constantFrom("c", "i", "u", "x"), { minLength: 1, maxLength: 3 })
  .map((letters) => letters.join(""));
const anyTree: fc.Arbitrary<PlantedTree> = fc.record({
  verdicts: fc.array(fc.array(anyRow, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
  nodes: fc.record({
    "1": fc.record({ verdict: anyVerdict, finishReason: fc.constantFrom("stop", "length") }),
    "1.1": fc.record({ finishReason: fc.constantFrom("stop", "length") }),
  }),
});

/** Straight from the nodes: for each leaf the first verdict above it. */
function hasSome(nodes: readonly NodeRow[], having: Having): number {
  const verdictAt = (path: string) => nodes.find((node) => node.path === path)?.verdict ?? null;
  return nodes.filter((node) => {
    if (having.kind === "value") {
      const { valueNumerator: top, valueDenominator: bottom } = node;
      if (node.role !== having.role || top === null || bottom === null) return false;
      return (
        top / bottom >= having.from.numerator / having.from.denominator - 1e-9 &&
        top / bottom <= having.to.numerator / having.to.denominator + 1e-9
      );
    }
    if (having.kind === "correction") {
      if (node.path.split(".").length !== 3 || node.verdict !== having.to) return false;
      const [g = "", v = ""] = node.path.split(".");
      return (verdictAt(g) ?? verdictAt(`${g}.${v}`)) === having.from;
    }
    if (node.role !== having.role) return false;
    return having.kind === "truncated" ? node.finishReason === "length" : node.verdict === "unknown";
  }).length;
}

describeStores("the trees behind a number", (open) => {
  test("listTrees(having) finds the trees that have some, and its matches sum to the number that is shown", async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(anyTree, { minLength: 1, maxLength: 4 }), async (planted) => {
        const { run, treeIds } = await plantRun(store, planted);
        const trees = await Promise.all(treeIds.map((id) => nodesOfTree(store, id)));
        const check = async (having: Having, shown: number) => {
          const page = await listTrees(store, run.id, { having, limit: 50 });
          const expected = trees.map((nodes) => hasSome(nodes, having));
          expect(page.items.map(({ position, matches }) => [position, matches])).toEqual(
            expected.flatMap((count, position) => (count > 0 ? [[position, count]] : [])),
          );
          expect([page.matches, page.total]).toEqual([shown, page.items.length]);
          expect((await countTreesByFilter(store, run.id, { having })).all).toBe(page.total);
        };
        const checkCorrections = async () => {
          const { corrections } = await viewCredit(store, run.id);
          for (const from of verdictNames)
            for (const to of verdictNames)
              await check({ kind: "correction", from, to }, corrections!.counts[from][to]);
        };
        await checkCorrections();
        await store.db
          .update(store.t.trees)
          .set({ corrections: null })
          .where(eq(store.t.trees.runId, run.id));
        await noteCorrections(store, run.id);
        await checkCorrections();

        const credit = await viewCredit(store, run.id);
        for (const role of roles) {
          await check({ kind: "truncated", role }, credit.roles[role]!.truncated);
          if (role !== "verifier") await check({ kind: "unknown", role }, credit.roles[role]!.unknown!);
        }
        const values = await viewValues(store, run.id);
        for (const [role, bins] of Object.entries(values))
          for (const { numerator, denominator, count } of bins)
            await check(
              { kind: "value", role, from: { numerator, denominator }, to: { numerator, denominator } },
              count,
            );
        const half = { numerator: 2, denominator: 4 };
        const halves = values["generator"]!.find(({ value }) => value === 0.5)?.count ?? 0;
        await check({ kind: "value", role: "generator", from: half, to: half }, halves);
        const leaves = values["refiner"]!;
        await check(
          {
            kind: "value",
            role: "refiner",
            from: { numerator: 0, denominator: 1 },
            to: { numerator: 1, denominator: 1 },
          },
          leaves.reduce((sum, { count }) => sum + count, 0),
        );
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  test("listTrees(having identical) reads what was counted when the texts came", async () => {
    const store = await open();
    const { run, treeIds } = await plantRun(store, [{ verdicts: [["ci"]] }, { verdicts: [["cc"]] }]);
    await addRoleUsage(store, [{ runId: run.id, treeId: treeIds[1]!, role: "refiner", identical: 1 }]);
    const page = await listTrees(store, run.id, { having: { kind: "identical", role: "refiner" }, limit: 9 });
    expect([page.items.map(({ id }) => id), page.matches]).toEqual([[treeIds[1]], 1]);
    expect((await viewCredit(store, run.id)).roles["refiner"]!.identical).toBe(1);
    const none = await listTrees(store, run.id, {
      having: { kind: "identical", role: "verifier" },
      limit: 9,
    });
    expect([none.total, none.matches]).toEqual([0, 0]);
  });
});
