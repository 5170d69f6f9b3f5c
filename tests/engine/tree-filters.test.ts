import fc from "fast-check";
import { expect, test } from "vitest";
import { listTrees } from "../../db/queries/list-trees.ts";
import { nodesOfTree } from "../../db/queries/nodes.ts";
import { putOverride } from "../../db/queries/overrides.ts";
import { addRoleUsage } from "../../db/queries/role-usage.ts";
import { orderTrees } from "../../db/queries/tree-order.ts";
import { fraction } from "../../lib/core/fraction.ts";
import { type TreeFilter, treeFilters } from "../../lib/core/tree-list.ts";
import { writeValueLine } from "../../lib/core/value-line.ts";
import { refreshTree } from "../../lib/engine/refresh-tree.ts";
import { policyOf } from "../../lib/engine/run-policy.ts";
import { describeStores } from "../support/stores.ts";
import { type PlantedTree, plantRun } from "./plant-run.ts";

/** A tree as it is planted: verdicts by first and second row, and what its other nodes say of themselves. */
type Spec = {
  readonly verdicts: readonly (readonly string[])[];
  readonly own: readonly ("correct" | "incorrect" | "unknown")[];
  readonly cutOff: readonly string[];
  readonly repeats: boolean;
};

const anySpec: fc.Arbitrary<Spec> = fc.record({
  verdicts: fc.array(fc.array(fc.stringMatching(/^[ciux]{1,3}$/), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  }),
  own: fc.array(fc.constantFrom("correct", "incorrect", "unknown"), { minLength: 3, maxLength: 3 }),
  cutOff: fc.subarray(["1", "1.1", "1.1.1"], { maxLength: 1 }),
  repeats: fc.boolean(),
});

const words = { c: "correct", i: "incorrect", u: "unknown" } as const;
const letterAt = ({ verdicts }: Pick<Spec, "verdicts">, path: string): string | undefined => {
  const [g = 0, v = 0, r = 0] = path.split(".").map(Number);
  return verdicts[g - 1]?.[v - 1]?.[r - 1];
};

const plantedOf = (spec: Spec): PlantedTree => ({
  verdicts: spec.verdicts,
  nodes: Object.fromEntries([
    ...spec.verdicts.map((_, at) => [`${at + 1}`, { verdict: spec.own[at]! }] as const),
    ...spec.cutOff.map((path) => {
      const letter = letterAt(spec, path) as "c" | "i" | "u" | undefined;
      const verdict = path === "1" ? spec.own[0]! : letter === undefined ? null : words[letter];
      return [path, { verdict: verdict ?? null, finishReason: "length" }] as const;
    }),
  ]),
});

const share = (leaves: string): number =>
  [...leaves.replaceAll("x", "")].filter((leaf) => leaf === "c").length / leaves.replaceAll("x", "").length;
const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** All that the filters ask of a tree, worked out from its letters alone (MALT §4.2, majority as in A.5). */
function factsOf({ verdicts, own, cutOff, repeats }: Spec) {
  const leaves = verdicts.flat().join("").replaceAll("x", "");
  const isWhole = (rows: readonly string[]): boolean => rows.every((row) => !row.includes("x"));
  const label = (value: number, whole: boolean): boolean | null =>
    Number.isNaN(value) || !whole ? null : value > 0.5 + 1e-9;
  const rows = verdicts.map((row) => {
    const below = row.map((some) => ({
      value: share(some),
      label: label(share(some), isWhole([some])),
      // Most of the children's own labels; leaves that failed are not there.
      local: [...some].filter((leaf) => leaf === "c").length * 2 > some.replaceAll("x", "").length,
      children: [...some].filter((leaf) => leaf !== "x").map((leaf) => leaf === "c"),
    }));
    const value = meanOf(below.map((one) => one.value).filter((one) => !Number.isNaN(one)));
    return { below, value, label: label(value, isWhole(row)) };
  });
  const mixed = (labels: readonly (boolean | null)[]): boolean =>
    labels.includes(true) && labels.includes(false);
  return {
    right: [...leaves].filter((leaf) => leaf === "c").length,
    leaves: leaves.length,
    unknown: leaves.includes("u"),
    failed: verdicts.flat().join("").includes("x"),
    disagrees: rows.some(
      (row, at) =>
        (own[at] === "correct" && row.label === false) || (own[at] === "incorrect" && row.label === true),
    ),
    isPaired:
      mixed(rows.map((row) => row.label)) ||
      rows.some(
        (row) => mixed(row.below.map((one) => one.label)) || row.below.some((one) => mixed(one.children)),
      ),
    isCutOff: cutOff.some(
      (path) => path.length < 5 || !["x", undefined].includes(letterAt({ verdicts }, path)),
    ),
    repeats,
    rows,
  };
}

const isListed: Readonly<
  Record<Exclude<TreeFilter, "local_disagreement" | "overridden">, (spec: Spec) => boolean>
> = {
  all: () => true,
  mixed: (spec) => factsOf(spec).right > 0 && factsOf(spec).right < factsOf(spec).leaves,
  all_correct: (spec) => factsOf(spec).leaves > 0 && factsOf(spec).right === factsOf(spec).leaves,
  all_incorrect: (spec) => factsOf(spec).leaves > 0 && factsOf(spec).right === 0,
  unknown: (spec) => factsOf(spec).unknown,
  disagreement: (spec) => factsOf(spec).disagrees,
  failed: (spec) => factsOf(spec).failed,
  paired: (spec) => factsOf(spec).isPaired,
  truncated: (spec) => factsOf(spec).isCutOff,
  identical: (spec) => factsOf(spec).repeats,
};

describeStores("filters of a run's trees", (open) => {
  test("each filter lists the trees that it says, worked out from the trees alone, before and after an override", async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(anySpec, { minLength: 1, maxLength: 6 }), async (specs) => {
        const { run, treeIds, idOf } = await plantRun(store, specs.map(plantedOf));
        for (const [at, { repeats }] of specs.entries())
          if (repeats)
            await addRoleUsage(store, [
              { runId: run.id, treeId: treeIds[at]!, role: "refiner", identical: 1 },
            ]);
        for (const filter of treeFilters) {
          if (filter === "local_disagreement" || filter === "overridden") continue;
          const wanted = [...specs.keys()].filter((at) => isListed[filter](specs[at]!));
          expect([filter, await orderTrees(store, run.id, { filter })]).toEqual([filter, wanted]);
        }

        // What the two poolings say of each node stands in the nodes; the tree's row must say as much.
        const differing: number[] = [];
        const { items } = await listTrees(store, run.id, { limit: 9 });
        for (const [at, treeId] of treeIds.entries()) {
          const nodes = await nodesOfTree(store, treeId);
          if (
            nodes.some(
              ({ label, localLabel }) => label !== null && localLabel !== null && label !== localLabel,
            )
          )
            differing.push(at);
          const failed = specs[at]!.verdicts.flatMap((row, g) =>
            row.flatMap((leaves, v) =>
              [...leaves].flatMap((leaf, r) => (leaf === "x" ? [`${g + 1}.${v + 1}.${r + 1}`] : [])),
            ),
          );
          expect(items[at]!.valueLine).toBe(
            writeValueLine(
              nodes.map(({ path, valueNumerator, valueDenominator }) => ({
                path,
                value: valueDenominator === null ? null : fraction(valueNumerator!, valueDenominator),
              })),
              failed,
            ),
          );
        }
        expect(await orderTrees(store, run.id, { filter: "local_disagreement" })).toEqual(differing);

        const at = specs.findIndex(({ verdicts }) => /^[ciu]/.test(verdicts[0]![0]!));
        if (at < 0) return;
        const { verdicts } = specs[at]!;
        const verdict = verdicts[0]![0]!.startsWith("c") ? "incorrect" : "correct";
        await putOverride(store, {
          nodeId: idOf(at, "1.1.1"),
          verdict,
          author: null,
          reason: null,
          at: new Date("2026-01-02T03:04:05.678Z"),
        });
        await refreshTree(store, treeIds[at]!, policyOf(run));
        const [[first = "", ...siblings] = [], ...others] = verdicts;
        const turned: Spec = {
          ...specs[at]!,
          verdicts: [[`${verdict.charAt(0)}${first.slice(1)}`, ...siblings], ...others],
        };
        const after = specs.with(at, turned);
        expect(await orderTrees(store, run.id, { filter: "overridden" })).toEqual([at]);
        for (const filter of [
          "mixed",
          "all_correct",
          "all_incorrect",
          "unknown",
          "disagreement",
          "paired",
        ] as const)
          expect([filter, await orderTrees(store, run.id, { filter })]).toEqual([
            filter,
            [...after.keys()].filter((one) => isListed[filter](after[one]!)),
          ]);
      }),
      { numRuns: 8 },
    );
  });
});
