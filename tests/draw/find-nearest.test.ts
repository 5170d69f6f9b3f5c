import fc from "fast-check";
import { expect, test } from "vitest";
import { findNearest } from "../../lib/draw/find-nearest.ts";

const point = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) });
const length = fc.integer({ min: 1, max: 80 });

test("findNearest gives an item that none is nearer than, or null where all are out of reach", () => {
  fc.assert(
    fc.property(fc.array(point), point, fc.record({ x: length, y: length }), (items, at, reach) => {
      const distanceTo = ({ x, y }: { x: number; y: number }) =>
        Math.hypot((x - at.x) / reach.x, (y - at.y) / reach.y);
      const found = findNearest(items, at, reach);
      const least = Math.min(...items.map(distanceTo));
      if (least > 1) expect(found).toBeNull();
      else expect(distanceTo(found!)).toBe(least);
    }),
  );
});
