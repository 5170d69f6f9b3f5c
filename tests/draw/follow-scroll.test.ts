import fc from "fast-check";
import { expect, test } from "vitest";
import { followScroll, type ScrollAnchor } from "../../lib/draw/follow-scroll.ts";

const anyPane = fc.record({
  height: fc.integer({ min: 500, max: 9000 }),
  view: fc.integer({ min: 100, max: 499 }),
});
const anyAnchors = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 499 }), fc.integer({ min: 1, max: 499 })), { maxLength: 8 })
  .map((pairs): ScrollAnchor[] => {
    const [from, to] = [0, 1].map((side) => pairs.map((pair) => pair[side]!).toSorted((a, b) => a - b));
    return pairs.map((_, at) => [from![at]!, to![at]!]);
  });

test("followScroll begins and ends with the other pane and never goes back", () => {
  fc.assert(
    fc.property(anyPane, anyPane, anyAnchors, (from, to, anchors) => {
      const at = (share: number) => followScroll(share * (from.height - from.view), from, to, anchors);
      expect(at(0)).toBeCloseTo(0, 6);
      expect(at(1)).toBeCloseTo(to.height - to.view, 6);
      let before = 0;
      for (let step = 0; step <= 20; step++) {
        expect(at(step / 20)).toBeGreaterThanOrEqual(before - 1e-6);
        before = at(step / 20);
      }
    }),
  );
});

test("followScroll of a pane that holds the same is the same place, and without room none", () => {
  const pane = { height: 1000, view: 200 };
  expect(followScroll(321, pane, pane, [[100, 100]])).toBeCloseTo(321, 9);
  expect(followScroll(321, pane, { height: 150, view: 200 }, [])).toBe(0);
});
