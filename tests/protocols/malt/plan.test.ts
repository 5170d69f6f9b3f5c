import fc from "fast-check";
import { expect, test } from "vitest";
import { parentPath } from "../../../lib/core/path.ts";
import type { RecordNode, TreeShape } from "../../../lib/core/tree.ts";
import { malt } from "../../../lib/protocols/malt/index.ts";
import { maltConfig } from "../../support/arbitrary-tree.ts";

const shape = () =>
  fc.tuple(
    ...([1, 2, 3].map(() => fc.integer({ min: 1, max: 4 })) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  );
const empty: TreeShape = { nodes: [], failed: [] };

test("plan(record) fills b_G + b_G·b_V + b_G·b_V·b_R slots in any order of answers, each once, parents first", () => {
  fc.assert(
    fc.property(shape(), fc.infiniteStream(fc.nat()), ([g, v, r], draws) => {
      const config = maltConfig(g, v, r);
      const nodes: RecordNode[] = [];
      const seen = new Set<string>();
      for (;;) {
        const plan = malt.plan({ ...empty, nodes }, config);
        expect(plan.open).toBe(g + g * v + g * v * r - nodes.length);
        if (plan.isDone) break;
        const slot = plan.ready[(draws.next().value as number) % plan.ready.length]!;
        expect(seen.has(slot.path)).toBe(false);
        expect(parentPath(slot.path) === "" || seen.has(parentPath(slot.path))).toBe(true);
        seen.add(slot.path);
        nodes.push({ ...slot, text: slot.path, verdict: null, claim: null });
      }
      expect(nodes.length).toBe(g + g * v + g * v * r);
    }),
    { numRuns: 30 },
  );
});

test("plan(record) lets nothing grow below a part that failed for good and is done without it", () => {
  const config = maltConfig(2, 1, 1);
  const node = (path: string, role: string): RecordNode => ({
    path,
    role,
    text: path,
    verdict: null,
    claim: null,
  });
  const nodes = [node("1", "generator"), node("1.1", "verifier"), node("1.1.1", "refiner")];
  expect(malt.plan({ nodes, failed: ["2"] }, config)).toEqual({ ready: [], open: 0, isDone: true });
});

test("three of each is 39 completions in 13 sibling groups", () => {
  const estimate = Object.values(
    malt.estimate(100, maltConfig(3, 3, 3), { generator: 200, verifier: 100, refiner: 200 }),
  );
  expect(estimate.map((role) => role.completions)).toEqual([3, 9, 27]);
  expect(estimate.reduce((sum, role) => sum + role.groups, 0)).toBe(13);
  expect(estimate[2]!.promptTokens).toBeGreaterThan(estimate[1]!.promptTokens + 99);
});
