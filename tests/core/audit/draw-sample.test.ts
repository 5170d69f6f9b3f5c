import { expect, test } from "vitest";
import { type DrawnLeaf, drawSample } from "../../../lib/core/audit/draw-sample.ts";
import type { Verdict } from "../../../lib/core/tree.ts";

const verdicts: readonly Verdict[] = ["correct", "incorrect", "unknown"];
const treesOf = (sizes: readonly Partial<Record<Verdict, number>>[]): DrawnLeaf[][] =>
  sizes.map((counts, tree) =>
    verdicts.flatMap((verdict) =>
      Array.from({ length: counts[verdict] ?? 0 }, (_, leaf) => ({
        nodeId: `${tree} ${verdict} ${leaf}`,
        treeId: `${tree}`,
        verdict,
      })),
    ),
  );

const mixed = treesOf(
  Array.from({ length: 300 }, (_, tree) => ({ correct: tree % 5, incorrect: 3, unknown: 1 })),
);

test("drawSample(trees) takes so many of each verdict, at most one a tree, and counts them all", async () => {
  const { leaves, counts } = await drawSample(mixed, { perVerdict: 100, seed: 1 });
  expect(counts).toEqual({ correct: 600, incorrect: 900, unknown: 300 });
  for (const verdict of verdicts) {
    const own = leaves.filter((leaf) => leaf.verdict === verdict);
    expect(own).toHaveLength(100);
    expect(new Set(own.map(({ treeId }) => treeId)).size).toBe(100);
  }
});

test("drawSample(trees) draws the same with the same seed, another with another, and takes what there is", async () => {
  const once = await drawSample(mixed, { perVerdict: 50, seed: 7 });
  expect(await drawSample(mixed, { perVerdict: 50, seed: 7 })).toEqual(once);
  expect(await drawSample(mixed, { perVerdict: 50, seed: 8 })).not.toEqual(once);
  const few = await drawSample(treesOf([{ correct: 9 }, { correct: 1 }]), { perVerdict: 100, seed: 7 });
  expect(few.leaves).toHaveLength(2);
});

test("drawSample(trees) mixes the verdicts, so that a leaf's place tells nothing of them", async () => {
  const { leaves } = await drawSample(mixed, { perVerdict: 100, seed: 3 });
  const half = leaves.slice(0, 150).filter(({ verdict }) => verdict === "correct").length;
  expect(half).toBeGreaterThan(30);
  expect(half).toBeLessThan(70);
});

test("drawSample(trees) takes a tree as often as it has leaves", async () => {
  const trees = treesOf(Array.from({ length: 200 }, (_, tree) => ({ correct: tree < 100 ? 3 : 1 })));
  let large = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { leaves } = await drawSample(trees, { perVerdict: 10, seed });
    large += leaves.filter(({ treeId }) => Number(treeId) < 100).length;
  }
  // Three quarters of the leaves, a little less without putting back.
  expect(large / 2000).toBeGreaterThan(0.71);
  expect(large / 2000).toBeLessThan(0.79);
});
