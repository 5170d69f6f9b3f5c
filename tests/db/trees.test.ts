import fc from "fast-check";
import { expect, test } from "vitest";
import { createDataset } from "../../db/queries/datasets.ts";
import { countTreesByFilter, listTrees, treesAt } from "../../db/queries/list-trees.ts";
import { treeFacets } from "../../db/queries/tree-facets.ts";
import { neighboursInList, orderTrees } from "../../db/queries/tree-order.ts";
import { addRoleUsage } from "../../db/queries/role-usage.ts";
import { createRun } from "../../db/queries/runs.ts";
import { saveCredit } from "../../db/queries/save-credit.ts";
import { getTree, setTreeStatus, treeNeighbours, treesById } from "../../db/queries/trees.ts";
import { addSpend } from "../../db/queries/insert-group.ts";
import { pickQuestions } from "../../db/queries/questions.ts";
import { fraction } from "../../lib/core/fraction.ts";
import { treeFilters, type TreeSort, treeSorts } from "../../lib/core/tree-list.ts";
import type { Store } from "../../db/client.ts";
import { describeStores } from "../support/stores.ts";
import { emptySummary, newRun, noSpend, questionOf, storeRun } from "./stored-run.ts";

type Spec = {
  leaves: number;
  correct: number;
  unknown: number;
  overrides: number;
  disagreements: number;
  localDisagreements: number;
  identical: number;
  truncated: number;
  tokens: number;
  isFailed: boolean;
  value: readonly [number, number] | null;
  pairs: number;
  cost: number;
};

const anySpec: fc.Arbitrary<Spec> = fc
  .record({
    leaves: fc.nat(3),
    correct: fc.nat(3),
    unknown: fc.nat(1),
    overrides: fc.nat(1),
    disagreements: fc.nat(1),
    localDisagreements: fc.nat(1),
    identical: fc.nat(1),
    truncated: fc.nat(1),
    tokens: fc.nat(3),
    isFailed: fc.boolean(),
    value: fc.option(fc.tuple(fc.nat(6), fc.integer({ min: 6, max: 9 }))),
    pairs: fc.nat(2),
    cost: fc.constantFrom(0, 0.1, 0.3),
  })
  .map((spec) => ({ ...spec, correct: Math.min(spec.correct, spec.leaves) }));

async function storeSpecs(store: Store, datasetId: string, specs: readonly Spec[]) {
  const picked = await pickQuestions(store, datasetId, { limit: specs.length });
  const run = await createRun(
    store,
    newRun({ datasetId }),
    picked.map((question) => question.id),
  );
  const { items } = await listTrees(store, run.id, { limit: 500 });
  for (const [index, spec] of specs.entries()) {
    const treeId = items[index]!.id;
    await saveCredit(store, treeId, {
      nodes: [],
      summary: {
        ...emptySummary,
        status: spec.isFailed ? "failed" : "completed",
        leaves: spec.leaves,
        correctLeaves: spec.correct,
        unknownLeaves: spec.unknown,
        overrides: spec.overrides,
        disagreements: spec.disagreements,
        localDisagreements: spec.localDisagreements,
        value: spec.value === null ? null : fraction(...spec.value),
        rolePairs: { a: spec.pairs },
      },
      roleCounts: {
        b: { nodes: 1, correct: 0, unknown: 0, positives: 0, pairs: 0, truncated: spec.truncated },
      },
    });
    await addSpend(store, treeId, { ...noSpend, costUsd: spec.cost, completionTokens: spec.tokens });
    await addRoleUsage(store, [{ runId: run.id, treeId, role: "a", identical: spec.identical }]);
  }
  return run;
}

const matches: Record<(typeof treeFilters)[number], (spec: Spec) => boolean> = {
  all: () => true,
  mixed: (spec) => spec.correct > 0 && spec.correct < spec.leaves,
  all_correct: (spec) => spec.leaves > 0 && spec.correct === spec.leaves,
  all_incorrect: (spec) => spec.leaves > 0 && spec.correct === 0,
  unknown: (spec) => spec.unknown > 0,
  disagreement: (spec) => spec.disagreements > 0,
  local_disagreement: (spec) => spec.localDisagreements > 0,
  failed: (spec) => spec.isFailed,
  overridden: (spec) => spec.overrides > 0,
  paired: (spec) => spec.pairs > 0,
  truncated: (spec) => spec.truncated > 0,
  identical: (spec) => spec.identical > 0,
};

/** What `sort` promises, worked out over the specs: ties in run order, no value last either way. */
function sorted(specs: readonly Spec[], sort: TreeSort): number[] {
  const sign = sort.startsWith("-") ? -1 : 1;
  const keyOf = (index: number): number => {
    const spec = specs[index]!;
    if (sort.endsWith("value")) return spec.value === null ? 9 * sign : spec.value[0] / spec.value[1];
    const keys: Record<string, number> = {
      pairs: spec.pairs,
      cost: spec.cost,
      tokens: spec.tokens,
      unknown: spec.unknown,
      status: spec.isFailed ? 3 : 2,
    };
    // Questions and golds of one digit are numbered in the run's order.
    return keys[sort.replace("-", "")] ?? index;
  };
  return specs.map((_, index) => index).sort((a, b) => sign * (keyOf(a) - keyOf(b)) || a - b);
}

describeStores("trees", (open) => {
  test("listTrees(filter, sort, cursor) of any page size joins to the promised list; its counts agree", async () => {
    const store = await open();
    const { datasetId } = await storeRun(store, { questions: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySpec, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...treeSorts),
        fc.constantFrom(...treeFilters),
        fc.integer({ min: 1, max: 4 }),
        async (specs, sort, filter, limit) => {
          const run = await storeSpecs(store, datasetId, specs);
          const wanted = sorted(specs, sort).filter((index) => matches[filter](specs[index]!));
          const joined: number[] = [];
          let cursor: string | undefined;
          do {
            const page = await listTrees(store, run.id, { sort, filter, limit, cursor });
            expect(page.total).toBe(wanted.length);
            joined.push(...page.items.map((tree) => tree.position));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          expect(joined).toEqual(wanted);
          expect(await orderTrees(store, run.id, { sort, filter })).toEqual(wanted);
          const counts = await countTreesByFilter(store, run.id);
          for (const name of treeFilters) expect(counts[name]).toBe(specs.filter(matches[name]).length);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("neighboursInList(filter, sort) steps through the list, and from a tree outside it to where it would stand", async () => {
    const store = await open();
    const { datasetId } = await storeRun(store, { questions: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySpec, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...treeSorts),
        fc.constantFrom(...treeFilters),
        async (specs, sort, filter) => {
          const run = await storeSpecs(store, datasetId, specs);
          const all = await treesAt(store, run.id, [...specs.keys(), 99]);
          expect(all.map(({ position }) => position)).toEqual([...specs.keys()]);
          const order = sorted(specs, sort);
          for (const [place, index] of order.entries()) {
            const isWanted = (other: number) => matches[filter](specs[other]!);
            const idOf = (other: number | undefined) => (other === undefined ? null : all[other]!.id);
            const behind = order.slice(place + 1).filter(isWanted);
            const before = order.slice(0, place).filter(isWanted);
            expect(await neighboursInList(store, all[index]!, { sort, filter })).toEqual({
              previousTreeId: idOf(before.at(-1)),
              nextTreeId: idOf(behind[0]),
              before: before.length,
              total: order.filter(isWanted).length,
              isListed: isWanted(index),
            });
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test("treeFacets(search) counts short values of metadata beside the search; listTrees(meta) finds as many", async () => {
    const store = await open();
    const levels = ["Level 1", "Level 2", "Level 2", "Level 10", "Level 2"];
    const { dataset } = await createDataset(store, {
      name: "with metadata",
      task: "math",
      sha256: "sha",
      fileName: null,
      isSimulated: false,
      questions: levels.map((level, index) => ({
        ...questionOf(index),
        meta: {
          level,
          hard: index > 1,
          year: 2000 + (index % 2),
          'it\'s "odd"': index % 2 === 0 ? "a, b" : "c",
          id: `only ${index}`,
          same: "x",
          list: [1],
          none: null,
          long: "long ".repeat(20) + index,
        },
      })),
      rejected: [],
      rejectedCount: 0,
    });
    const picked = await pickQuestions(store, dataset.id, {});
    const run = await createRun(
      store,
      newRun({ datasetId: dataset.id }),
      picked.map(({ id }) => id),
    );
    const facets = await treeFacets(store, run.id, {});
    // The id is another one for each question, so it tells no groups.
    expect(facets.map(({ key }) => key)).toEqual(["hard", 'it\'s "odd"', "level", "year"]);
    expect(facets[2]!.values).toEqual([
      { value: "Level 1", count: 1 },
      { value: "Level 2", count: 3 },
      { value: "Level 10", count: 1 },
    ]);
    for (const { key, values } of facets)
      for (const { value, count } of values)
        expect([
          key,
          value,
          (await listTrees(store, run.id, { meta: { [key]: [value] }, limit: 9 })).total,
        ]).toEqual([key, value, count]);
    const meta = { level: ["Level 2", "Level 10"], hard: ["true"] };
    expect(await orderTrees(store, run.id, { meta })).toEqual([2, 3, 4]);
    const beside = await treeFacets(store, run.id, { meta });
    // Its own choice left out: all hard ones by level; the other choice kept: Level 2 and 10 by hardness.
    expect(beside.find(({ key }) => key === "level")!.values.map(({ count }) => count)).toEqual([0, 2, 1]);
    expect(beside.find(({ key }) => key === "hard")!.values).toEqual([
      { value: "false", count: 1 },
      { value: "true", count: 3 },
    ]);
    expect(await treeFacets(store, run.id, { q: "basket 2" })).toHaveLength(4);
  });

  test("listTrees(q) looks in question and gold, and brings both", async () => {
    const store = await open();
    const { run } = await storeRun(store, { questions: 12 });
    const { items, total } = await listTrees(store, run.id, { q: "basket 1", limit: 2 });
    expect(total).toBe(3);
    expect(items).toMatchObject([
      { position: 1, question: "How many apples are in basket 1?", gold: "1" },
      { position: 10, gold: "10" },
    ]);
    expect(await countTreesByFilter(store, run.id, { q: "basket 1" })).toMatchObject({ all: 3, failed: 0 });
    expect((await listTrees(store, run.id, { q: "pears", limit: 2 })).total).toBe(0);
  });

  test("saveCredit(summary) leaves out what is not said and treeNeighbours knows the ends", async () => {
    const store = await open();
    const { treeIds } = await storeRun(store);
    await setTreeStatus(store, treeIds[1]!, "growing");
    const roleValues = { a: [fraction(1, 3), null, fraction(2, 2)] };
    await saveCredit(store, treeIds[1]!, {
      nodes: [],
      summary: { ...emptySummary, roleValues },
      roleCounts: {},
    });
    const tree = await getTree(store, treeIds[1]!);
    expect(tree).toMatchObject({
      status: "growing",
      nodesTotal: 3,
      roleValues: { a: [[1, 3], null, [1, 1]] },
    });
    expect(await treeNeighbours(store, tree)).toEqual({ previousTreeId: treeIds[0], nextTreeId: treeIds[2] });
    expect(await treeNeighbours(store, await getTree(store, treeIds[0]!))).toEqual({
      previousTreeId: null,
      nextTreeId: treeIds[1],
    });
    expect([...(await treesById(store, [...treeIds, "none"])).keys()].toSorted()).toEqual(treeIds.toSorted());
    await expect(getTree(store, "none")).rejects.toMatchObject({ code: "not_found" });
  });
});
