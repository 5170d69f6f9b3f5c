import { expect, test } from "vitest";
import { layOutMiniIcicle } from "../../lib/draw/mini-icicle.ts";

test("layOutMiniIcicle draws a band a role and leaves room for nodes that are still to come", () => {
  const cells = layOutMiniIcicle([[1, 0], [0.5]], [2, 4], { width: 80, height: 21, gap: 1 });
  expect(cells).toEqual([
    { x: 0, y: 0, width: 39, height: 10, value: 1 },
    { x: 40, y: 0, width: 39, height: 10, value: 0 },
    { x: 0, y: 11, width: 19, height: 10, value: 0.5 },
  ]);
});

test("layOutMiniIcicle keeps a thousand cells inside the width, without gaps between them", () => {
  const cells = layOutMiniIcicle([Array.from({ length: 1000 }, () => null)], [], { width: 100, height: 8 });
  expect(cells).toHaveLength(1000);
  expect(Math.max(...cells.map((cell) => cell.x))).toBeLessThan(100);
});
