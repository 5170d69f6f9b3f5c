import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { countPairs, pairStates, verdictOfState } from "../../db/queries/count-pairs.ts";
import {
  currentDecisions,
  decisionsOnChosen,
  listDecisions,
  saveDecisions,
  type NewDecision,
} from "../../db/queries/decisions.ts";
import { findUnpaired, isPair } from "../../db/queries/find-unpaired.ts";
import type { PairFilter } from "../../db/queries/pair-filter.ts";
import type { PairSort } from "../../db/queries/pair-order.ts";
import type { ListedPair } from "../../db/queries/fill-pairs.ts";
import { listPairs } from "../../db/queries/pairs.ts";
import { saveCredit } from "../../db/queries/save-credit.ts";
import { decimalFraction, fraction } from "../../lib/core/fraction.ts";
import type { Label } from "../../lib/core/tree.ts";
import { describeDatabases, describeStores } from "../support/stores.ts";
import { emptySummary, storeRun, storeValued } from "./stored-run.ts";

/** Values are whole parts of 60, so that the oracle needs no fractions: it compares whole numbers. */
const parts = 60;
type Node = { path: string; sixtieths: number | null; isIncomplete: boolean };

const anyNode = (path: string): fc.Arbitrary<Node> =>
  fc.record({
    path: fc.constant(path),
    sixtieths: fc.option(fc.constantFrom(0, 12, 20, 24, 30, 36, 40, 45, 60), { freq: 6 }),
    isIncomplete: fc.boolean(),
  });
const pathsOfShape = ([a, b]: readonly [number, number]): string[] => {
  const first = Array.from({ length: a }, (_, index) => `${index + 1}`);
  return [
    ...first,
    ...first.flatMap((parent) => Array.from({ length: b }, (_, index) => `${parent}.${index + 1}`)),
  ];
};
/** Up to 11 siblings: "1.10" must not sort before "1.2". */
const anyTree: fc.Arbitrary<Node[]> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 1, 2, 3, 11))
  .chain((shape) => fc.tuple(...pathsOfShape(shape).map(anyNode)));

const thresholds = ["0", "0.2", "0.333333", "0.5", "0.6", "0.75", "1"];
const isAbove = (sixtieths: number, threshold: string): boolean =>
  sixtieths * 1_000_000 > Math.round(Number(threshold) * 1_000_000) * parts;

function labelOf(node: Node, threshold: string, incomplete: "exclude" | "include"): Label | null {
  if (node.sixtieths === null || (node.isIncomplete && incomplete === "exclude")) return null;
  return isAbove(node.sixtieths, threshold) ? "positive" : "negative";
}

const parentOf = (path: string): string => path.split(".").slice(0, -1).join(".");
const ordinalOf = (path: string): number => Number(path.split(".").at(-1));

type Expected = { tree: number; chosen: string; rejected: string; margin: number; above: number };

/** What an order looks at before the places, rising, of a pair that nobody decided. */
const firstOf = (pair: Expected, sort: PairSort, threshold: string): number => {
  const line = Number(threshold);
  if (sort === "margin") return pair.margin;
  if (sort === "-margin" || sort === "disputed") return -pair.margin;
  if (sort !== "near") return 0;
  return Math.min(pair.above / parts - line, line - (pair.above - pair.margin) / parts);
};

/** Every ordered couple of nodes, kept where the definition says so; sorted by it too. */
function bruteForce(
  trees: readonly Node[][],
  {
    threshold,
    incomplete,
    role,
    minMargin = 0,
  }: { threshold: string; incomplete: "exclude" | "include"; role?: string; minMargin?: number },
  sort: PairSort,
): Expected[] {
  const found: Expected[] = [];
  trees.forEach((nodes, tree) => {
    for (const a of nodes)
      for (const b of nodes) {
        if (parentOf(a.path) !== parentOf(b.path)) continue;
        if (role !== undefined && role !== `level ${a.path.split(".").length}`) continue;
        if (
          labelOf(a, threshold, incomplete) !== "positive" ||
          labelOf(b, threshold, incomplete) !== "negative"
        )
          continue;
        const margin = a.sixtieths! - b.sixtieths!;
        if (margin >= minMargin)
          found.push({ tree, chosen: a.path, rejected: b.path, margin, above: a.sixtieths! });
      }
  });
  const parentKey = (pair: Expected) => parentOf(pair.chosen);
  return found.sort(
    (a, b) =>
      firstOf(a, sort, threshold) - firstOf(b, sort, threshold) ||
      a.tree - b.tree ||
      (parentKey(a) === parentKey(b) ? 0 : parentKey(a) < parentKey(b) ? -1 : 1) ||
      ordinalOf(a.chosen) - ordinalOf(b.chosen) ||
      ordinalOf(a.rejected) - ordinalOf(b.rejected),
  );
}

async function storeTrees(
  store: Store,
  name: string,
  trees: readonly Node[][],
  threshold: string,
  incomplete: "exclude" | "include",
) {
  const { run, treeIds } = await storeRun(store, {
    name,
    questions: trees.length,
    run: { threshold, incomplete },
  });
  const ids = new Map<string, string>();
  const oracleLabels = { threshold, incomplete };
  for (const [index, nodes] of trees.entries()) {
    const stored = await storeValued(store, {
      runId: run.id,
      treeId: treeIds[index]!,
      nodes: nodes.map((node) => ({
        path: node.path,
        value: node.sixtieths === null ? null : fraction(node.sixtieths, parts),
        isIncomplete: node.isIncomplete,
        label: labelOf(node, threshold, incomplete),
      })),
    });
    for (const [path, id] of stored) ids.set(`${index}:${path}`, id);
    const pairs = bruteForce([nodes], oracleLabels, "index");
    const roleCounts = Object.fromEntries(
      ["level 1", "level 2"].map((role) => [
        role,
        {
          nodes: 0,
          correct: 0,
          unknown: 0,
          positives: 0,
          truncated: 0,
          pairs: pairs.filter((pair) => `level ${pair.chosen.split(".").length}` === role).length,
        },
      ]),
    );
    await saveCredit(store, treeIds[index]!, { nodes: [], summary: emptySummary, roleCounts });
  }
  return { run, treeIds, idOf: (tree: number, path: string) => ids.get(`${tree}:${path}`)! };
}

async function listAll(store: Store, query: Parameters<typeof listPairs>[1]): Promise<ListedPair[]> {
  const joined: ListedPair[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPairs(store, { ...query, cursor });
    joined.push(...page.items);
    if (page.nextCursor === null) expect(page.total).toBe(joined.length);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return joined;
}

const decision = (
  chosenNodeId: string,
  rejectedNodeId: string,
  verdict: NewDecision["verdict"],
): NewDecision => ({
  chosenNodeId,
  rejectedNodeId,
  verdict,
  reason: null,
  author: "ada",
  blind: null,
  leftNodeId: null,
  bulk: null,
  at: new Date(7),
});

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

  test("a decision moves a pair from undecided to its state; counts and lists agree in every state", async () => {
    const store = await open();
    const node = (path: string, sixtieths: number): Node => ({ path, sixtieths, isIncomplete: false });
    const tree = [node("1", 60), node("2", 40), node("3", 0), node("4", 20)];
    const { run, idOf } = await storeTrees(store, "decided", [tree, tree], "0.5", "exclude");
    const pairs = ["1 3", "1 4", "2 3", "2 4"].flatMap((pair) =>
      [0, 1].map((index) => [index, ...pair.split(" ")] as const),
    );
    const verdicts = ["accept", "reject", "swap", "tie", "flag"] as const;
    const at = (index: number) => {
      const [place, chosen, rejected] = pairs[index]!;
      return [idOf(place, chosen!), idOf(place, rejected!)] as const;
    };
    await store.transaction((tx) =>
      saveDecisions(tx, run.id, [
        ...verdicts.map((verdict, index) => decision(...at(index), verdict)),
        decision(...at(5), "accept"),
        decision(...at(5), "flag"),
        decision(...at(6), "accept"),
        decision(...at(6), "clear"),
      ]),
    );
    for (const useLabels of [true, false]) {
      for (const narrow of [{}, { q: "apples" }]) {
        const filter: PairFilter = {
          runId: run.id,
          threshold: decimalFraction("0.5"),
          useLabels,
          incomplete: "exclude",
          ...narrow,
        };
        expect(await countPairs(store, filter)).toEqual({
          all: 8,
          undecided: 2,
          accepted: 1,
          rejected: 1,
          swapped: 1,
          tied: 1,
          flagged: 2,
          conflicts: 0,
        });
        for (const state of pairStates) {
          const listed = await listAll(store, { ...filter, state, limit: 3 });
          for (const { decision: word } of listed) {
            if (state === "undecided") expect(word).toBeNull();
            else if (state !== "all" && state !== "conflicts")
              expect(word).toMatchObject({ verdict: verdictOfState[state], author: "ada", at: new Date(7) });
          }
        }
      }
    }
    const stricter = {
      runId: run.id,
      threshold: decimalFraction("0.9"),
      useLabels: false,
      incomplete: "exclude" as const,
    };
    expect(await countPairs(store, { ...stricter, role: "level 1" })).toMatchObject({ all: 6, undecided: 2 });
    expect(await countPairs(store, { ...stricter, role: "level 2" })).toMatchObject({ all: 0, undecided: 0 });
    const byTree = await listPairs(store, {
      ...stricter,
      treeId: (await listAll(store, { ...stricter, limit: 9 }))[0]!.treeId,
      limit: 9,
    });
    expect(byTree.total).toBe(3);
    const byQuestion = await listPairs(store, {
      ...stricter,
      questionId: byTree.items[0]!.questionId,
      limit: 1,
    });
    expect(byQuestion).toMatchObject({ total: 3, items: [{ question: "How many apples are in basket 0?" }] });
  });

  test("findUnpaired gives back what is no pair and has no decision; a decision outlives its pair", async () => {
    const store = await open();
    const node = (path: string, sixtieths: number): Node => ({ path, sixtieths, isIncomplete: false });
    const tree = [node("1", 60), node("2", 0), node("1.1", 60), node("2.1", 0)];
    const { run, treeIds, idOf } = await storeTrees(store, "found", [tree, tree], "0.5", "exclude");
    const key = (chosen: string, rejected: string, other = 0) => ({
      chosenNodeId: idOf(0, chosen),
      rejectedNodeId: idOf(other, rejected),
    });
    const good = key("1", "2");
    const bad = [
      key("2", "1"),
      key("1", "2", 1),
      key("1.1", "2.1"),
      key("1", "1"),
      { chosenNodeId: "x", rejectedNodeId: "y" },
    ];
    expect(await findUnpaired(store, run.id, [good, ...bad])).toEqual(bad);
    expect(await findUnpaired(store, "another run", [good])).toEqual([good]);
    expect(await isPair(store, run.id, good.chosenNodeId, good.rejectedNodeId)).toBe(true);
    expect(await isPair(store, run.id, good.rejectedNodeId, good.chosenNodeId)).toBe(false);
    await saveDecisions(store, run.id, [decision(good.chosenNodeId, good.rejectedNodeId, "accept")]);
    const unlabelled = {
      id: good.chosenNodeId,
      value: null,
      leaves: 0,
      correctLeaves: 0,
      isIncomplete: false,
      label: null,
      localLabel: null,
    };
    await saveCredit(store, treeIds[0]!, { nodes: [unlabelled], summary: emptySummary, roleCounts: {} });
    expect(await isPair(store, run.id, good.chosenNodeId, good.rejectedNodeId)).toBe(false);
    expect(await findUnpaired(store, run.id, [good])).toEqual([]);
    expect(await decisionsOnChosen(store, [good.chosenNodeId])).toMatchObject([{ verdict: "accept" }]);
  });

  test("the last of any decisions on a pair stands, and the history keeps all, first to last, in any page size", async () => {
    const store = await open();
    const { run } = await storeRun(store, { name: "history" });
    const anyVerdict = fc.constantFrom(
      "accept" as const,
      "reject" as const,
      "flag" as const,
      "clear" as const,
    );
    const said: NewDecision[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), anyVerdict), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        async (words, limit) => {
          const added = words.map(([chosen, verdict]) => decision(chosen, "z", verdict));
          await store.transaction((tx) => saveDecisions(tx, run.id, added));
          said.push(...added);
          const standing = ["a", "b", "c"]
            .map((chosen) => said.findLast((word) => word.chosenNodeId === chosen))
            .filter((word) => word !== undefined && word.verdict !== "clear");
          const current = (await currentDecisions(store, run.id)).map((row) => [
            row.chosenNodeId,
            row.verdict,
          ]);
          expect(current.toSorted()).toEqual(standing.map((word) => [word!.chosenNodeId, word!.verdict]));
          const joined: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await listDecisions(store, run.id, { cursor, limit });
            joined.push(...page.items.map((row) => row.chosenNodeId + row.verdict));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          expect(joined).toEqual(said.map((word) => word.chosenNodeId + word.verdict));
        },
      ),
      { numRuns: 15 },
    );
  });
});

describeDatabases("decisions at once", (open) => {
  test("words of many annotators on one pair at the same time all count in what stands", async () => {
    const store = await open();
    const { run } = await storeRun(store, { name: "at once" });
    const said = ["accept", "tie", "accept", "tie", "accept", "tie"] as const;
    await Promise.all(
      said.map((verdict, at) =>
        store.transaction((tx) =>
          saveDecisions(tx, run.id, [{ ...decision("a", "z", verdict), author: `annotator ${at}` }]),
        ),
      ),
    );
    const { items } = await listDecisions(store, run.id, { limit: 10 });
    expect(items).toHaveLength(6);
    expect(await currentDecisions(store, run.id)).toMatchObject([
      { isConflict: true, author: items.at(-1)?.author, verdict: items.at(-1)?.verdict },
    ]);
  });
});
