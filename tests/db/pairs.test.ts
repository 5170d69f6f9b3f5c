import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countPairs } from "../../db/queries/count-pairs.ts";
import { saveDecisions, type NewDecision } from "../../db/queries/decisions.ts";
import type { PairFilter } from "../../db/queries/pair-filter.ts";
import type { PairSort } from "../../db/queries/pair-order.ts";
import { decimalFraction, fraction } from "../../lib/core/fraction.ts";
import { describeStores } from "../support/stores.ts";
import {
  anyTree,
  bruteForce,
  decision,
  listAll,
  storeTrees,
  thresholds,
  type Node,
  parts,
} from "./pair-trees.ts";

let runs = 0;

describeStores("pairs", (open) => {
  test("listPairs(threshold, minMargin, role, sort, any page size) is what every couple of nodes gives by the definition", async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTree, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...thresholds),
        fc.constantFrom(...thresholds),
        fc.constantFrom("exclude" as const, "include" as const),
        fc.constantFrom<PairSort>("index", "margin", "-margin", "near", "disputed"),
        fc.constantFrom(undefined, "level 1", "level 2"),
        fc.constantFrom(0, 12, 20, 25),
        fc.integer({ min: 1, max: 7 }),
        async (trees, ownThreshold, threshold, incomplete, sort, role, minMargin, limit) => {
          const { run, idOf } = await storeTrees(store, `set ${++runs}`, trees, ownThreshold, incomplete);
          const expected = bruteForce(
            trees,
            { threshold, incomplete, minMargin, ...(role ? { role } : {}) },
            sort,
          );
          const filter = {
            runId: run.id,
            role,
            threshold: decimalFraction(threshold),
            minMargin: fraction(minMargin, parts),
            useLabels: threshold === ownThreshold,
            incomplete,
          };
          const listed = await listAll(store, { ...filter, sort, limit });
          expect(listed.map((pair) => [pair.chosenNodeId, pair.rejectedNodeId])).toEqual(
            expected.map((pair) => [idOf(pair.tree, pair.chosen), idOf(pair.tree, pair.rejected)]),
          );
          expect(listed.map((pair) => [pair.chosenPath, pair.rejectedPath])).toEqual(
            expected.map((pair) => [pair.chosen, pair.rejected]),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("listPairs(random) is one order a seed over pages of any size, other with another seed, and holds each pair once", async () => {
    const store = await open();
    const node = (path: string, sixtieths: number): Node => ({ path, sixtieths, isIncomplete: false });
    const tree = [node("1", 60), node("2", 40), node("3", 0), node("4", 20), node("5", 45)];
    const { run } = await storeTrees(store, "drawn", [tree, tree, tree, tree], "0.5", "exclude");
    const filter = {
      runId: run.id,
      threshold: decimalFraction("0.5"),
      useLabels: true,
      incomplete: "exclude",
    } as const;
    const orderOf = async (seed: number, limit: number) =>
      (await listAll(store, { ...filter, sort: "random", seed, limit })).map(
        (pair) => `${pair.chosenNodeId} ${pair.rejectedNodeId}`,
      );
    const plain = (await listAll(store, { ...filter, limit: 100 })).map(
      (pair) => `${pair.chosenNodeId} ${pair.rejectedNodeId}`,
    );
    const drawn = await orderOf(7, 100);
    expect(await orderOf(7, 3)).toEqual(drawn);
    expect(drawn.toSorted()).toEqual(plain.toSorted());
    // Of 24 pairs two orders that have nothing to do with each other are equal once in 24!.
    expect(drawn).not.toEqual(plain);
    expect(await orderOf(8, 100)).not.toEqual(drawn);
  });

  test("listPairs(disputed) begins with what people said against credit; -length with the longest texts", async () => {
    const store = await open();
    const node = (path: string, sixtieths: number): Node => ({ path, sixtieths, isIncomplete: false });
    const tree = [node("1", 60), node("2", 40), node("3", 0), node("4", 20)];
    const { run, idOf } = await storeTrees(store, "disputed", [tree], "0.5", "exclude");
    const pair = (chosen: string, rejected: string, verdict: NewDecision["verdict"]) =>
      decision(idOf(0, chosen), idOf(0, rejected), verdict);
    await store.transaction((tx) =>
      saveDecisions(tx, run.id, [pair("1", "3", "accept"), pair("2", "4", "swap"), pair("2", "3", "tie")]),
    );
    const { nodes } = store.t;
    const [shortest, longest] = [idOf(0, "1"), idOf(0, "4")];
    for (const [id, completionTokens] of [
      [shortest, 1],
      [longest, 900],
    ] as const)
      await store.db.update(nodes).set({ completionTokens }).where(eq(nodes.id, id));
    const namesBy = async (sort: PairSort) =>
      (
        await listAll(store, {
          runId: run.id,
          threshold: decimalFraction("0.5"),
          useLabels: true,
          incomplete: "exclude",
          sort,
          limit: 1,
        })
      ).map((one) => `${one.chosenPath} ${one.rejectedPath}`);
    expect(await namesBy("disputed")).toEqual(["2 4", "2 3", "1 4", "1 3"]);
    expect(await namesBy("-length")).toEqual(["1 4", "2 4", "1 3", "2 3"]);
  });

  test("nodeId keeps the pairs that the node is in, chosen or rejected, in list and counts", async () => {
    const store = await open();
    const node = (path: string, sixtieths: number): Node => ({ path, sixtieths, isIncomplete: false });
    const tree = [node("1", 60), node("2", 40), node("3", 0), node("3.1", 60), node("3.2", 0)];
    const { run, idOf } = await storeTrees(store, "of a node", [tree, tree], "0.5", "exclude");
    for (const [path, pairs] of Object.entries({ "1": ["1 3"], "3": ["1 3", "2 3"], "3.1": ["3.1 3.2"] }))
      for (const useLabels of [true, false]) {
        const filter: PairFilter = {
          runId: run.id,
          threshold: decimalFraction("0.5"),
          useLabels,
          incomplete: "exclude",
          nodeId: idOf(1, path),
        };
        const listed = await listAll(store, { ...filter, limit: 1 });
        expect(listed.map((pair) => `${pair.chosenPath} ${pair.rejectedPath}`)).toEqual(pairs);
        expect((await countPairs(store, filter)).all).toBe(pairs.length);
      }
  });
});
