import fc from "fast-check";
import { expect, test } from "vitest";
import { fraction } from "../../lib/core/fraction.ts";
import { writeValueLine } from "../../lib/core/value-line.ts";
import { layOutMiniIcicle } from "../../lib/draw/mini-icicle.ts";

const box = { width: 108, height: 26 };

type Grown = { readonly path: string; readonly top: number };
/** Any tree of three depths, some nodes not there: an absent one has nothing below it. */
const anyTree = fc
  .array(fc.array(fc.array(fc.option(fc.nat(4)), { maxLength: 4 }), { maxLength: 4 }), { maxLength: 4 })
  .map((rows): Grown[] =>
    rows.flatMap((row, g) => [
      { path: `${g + 1}`, top: g },
      ...row.flatMap((leaves, v) => [
        { path: `${g + 1}.${v + 1}`, top: v },
        ...leaves.flatMap((top, r) => (top === null ? [] : [{ path: `${g + 1}.${v + 1}.${r + 1}`, top }])),
      ]),
    ]),
  );

test("layOutMiniIcicle(any growing tree) puts each node at the share of the width its path says", () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const line = writeValueLine(
        tree.map(({ path, top }) => ({ path, value: fraction(top, 4) })),
        [],
      );
      const cells = layOutMiniIcicle(line, [4, 4, 4], { ...box, gap: 0 });
      expect(cells).toHaveLength(tree.length);
      for (const [at, { path, top }] of tree.entries()) {
        const ordinals = path.split(".").map(Number);
        const share = ordinals.reduce((sum, ordinal, depth) => sum + (ordinal - 1) / 4 ** (depth + 1), 0);
        const cell = cells[at]!;
        expect(cell.x).toBeCloseTo(share * box.width, 6);
        expect(cell.width).toBeCloseTo(Math.max(box.width / 4 ** ordinals.length, 0.5), 6);
        expect(cell.y).toBeCloseTo(((ordinals.length - 1) * box.height) / 3, 6);
        expect(cell.value).toBe(top / 4);
      }
    }),
  );
});

test("layOutMiniIcicle(uneven rows) gives siblings equal widths and failed parts no value", () => {
  const cells = layOutMiniIcicle("1/2(1,0),x", [1, 1], { ...box, gap: 0 });
  expect(cells.map(({ x, width, value }) => [x, width, value])).toEqual([
    [0, 54, 0.5],
    [0, 27, 1],
    [27, 27, 0],
    [54, 54, null],
  ]);
});

test("layOutMiniIcicle(no line) draws nothing", () => {
  expect(layOutMiniIcicle("", [3, 3, 3], box)).toEqual([]);
});
