import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutLimit } from "../../lib/draw/layout-limit.ts";

const frame = { width: 100, height: 50, now: 10_000 };
const step = (at: number, limit: number) => ({ at, limit, reason: "because" });

test("layOutLimit draws level steps from the first point to now, closed at the bottom", () => {
  const { path, marks, top } = layOutLimit([step(0, 20), step(5000, 40), step(7500, 0)], frame);
  expect(path).toBe("M0,25L50,25L50,0L75,0L75,50L100,50L100,50");
  expect(top).toBe(40);
  expect(marks).toMatchObject([
    { x: 50, y: 0, kind: "raised" },
    { x: 75, y: 50, kind: "closed" },
  ]);
});

test("layOutLimit tells a lowered limit from a raised one", () => {
  const { marks } = layOutLimit([step(0, 20), step(1000, 16), step(2000, 17)], frame);
  expect(marks.map(({ kind }) => kind)).toEqual(["lowered", "raised"]);
});

test("layOutLimit of nothing draws nothing", () => {
  expect(layOutLimit([], frame)).toEqual({ path: "", marks: [], top: 1 });
});

test("layOutLimit stays within its frame, from left to right, whatever the clocks say", () => {
  const steps = fc.array(fc.record({ gap: fc.nat(100_000), limit: fc.nat(1024) }), { maxLength: 30 });
  fc.assert(
    fc.property(steps, fc.nat(200_000), (drawn, now) => {
      let at = 0;
      const { marks, path } = layOutLimit(
        drawn.map(({ gap, limit }) => step((at += gap), limit)),
        { ...frame, now },
      );
      expect(path).not.toContain("NaN");
      let left = 0;
      for (const { x, y } of marks) {
        expect(x).toBeGreaterThanOrEqual(left);
        expect(x).toBeLessThanOrEqual(frame.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(frame.height);
        left = x;
      }
    }),
  );
});
