import fc from "fast-check";
import { expect } from "vitest";
import type { Store } from "../../db/client.ts";
import { type NewDecision } from "../../db/queries/decisions.ts";
import type { PairSort } from "../../db/queries/pair-order.ts";
import type { ListedPair } from "../../db/queries/fill-pairs.ts";
import { listPairs } from "../../db/queries/pairs.ts";
import { saveCredit } from "../../db/queries/save-credit.ts";
import { fraction } from "../../lib/core/fraction.ts";
import type { Label } from "../../lib/core/tree.ts";
import { emptySummary, storeRun, storeValued } from "./stored-run.ts";

/** Values are whole parts of 60, so that the oracle needs no fractions: it compares whole numbers. */
export const parts = 60;
export type Node = { path: string; sixtieths: number | null; isIncomplete: boolean };

export const anyNode = (path: string): fc.Arbitrary<Node> =>
  fc.record({
    path: fc.constant(path),
    sixtieths: fc.option(fc.constantFrom(0, 12, 20, 24, 30, 36, 40, 45, 60), { freq: 6 }),
    isIncomplete: fc.boolean(),
  });
export const pathsOfShape = ([a, b]: readonly [number, number]): string[] => {
  const first = Array.from({ length: a }, (_, index) => `${index + 1}`);
  return [
    ...first,
    ...first.flatMap((parent) => Array.from({ length: b }, (_, index) => `${parent}.${index + 1}`)),
  ];
};
/** Up to 11 siblings: "1.10" must not sort before "1.2". */
export const anyTree: fc.Arbitrary<Node[]> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 1, 2, 3, 11))
  .chain((shape) => fc.tuple(...pathsOfShape(shape).map(anyNode)));

export const thresholds = ["0", "0.2", "0.333333", "0.5", "0.6", "0.75", "1"];
export const isAbove = (sixtieths: number, threshold: string): boolean =>
  sixtieths * 1_000_000 > Math.round(Number(threshold) * 1_000_000) * parts;

export function labelOf(node: Node, threshold: string, incomplete: "exclude" | "include"): Label | null {
  if (node.sixtieths === null || (node.isIncomplete && incomplete === "exclude")) return null;
  return isAbove(node.sixtieths, threshold) ? "positive" : "negative";
}

export const parentOf = (path: string): string => path.split(".").slice(0, -1).join(".");
export const ordinalOf = (path: string): number => Number(path.split(".").at(-1));

export type Expected = { tree: number; chosen: string; rejected: string; margin: number; above: number };

/** What an order looks at before the places, rising, of a pair that nobody decided. */
export const firstOf = (pair: Expected, sort: PairSort, threshold: string): number => {
  const line = Number(threshold);
  if (sort === "margin") return pair.margin;
  if (sort === "-margin" || sort === "disputed") return -pair.margin;
  if (sort !== "near") return 0;
  return Math.min(pair.above / parts - line, line - (pair.above - pair.margin) / parts);
};

/** Every ordered couple of nodes, kept where the definition says so; sorted by it too. */
export function bruteForce(
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

export async function storeTrees(
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

export async function listAll(store: Store, query: Parameters<typeof listPairs>[1]): Promise<ListedPair[]> {
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

export const decision = (
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
