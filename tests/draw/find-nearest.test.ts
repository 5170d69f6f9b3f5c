import fc from "fast-check";
import { expect, test } from "vitest";
import { findNearest } from "../../lib/draw/find-nearest.ts";

const point = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) });

test("findNearest gives an item that none is nearer than, or null where all are out of reach", () => {
  fc.assert(
    fc.property(fc.array(point), point, fc.nat(80), (items, at, reach) => {
      const distances = items.map(({ x, y }) => Math.hypot(x - at.x, y - at.y));
      const least = Math.min(...distances);
      const found = findNearest(items, at, reach);
      if (least > reach) expect(found).toBeNull();
      else expect(Math.hypot(found!.x - at.x, found!.y - at.y)).toBe(least);
    }),
  );
});
