import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor, pageOf } from "../../db/cursor.ts";
import { isSameInBothDialects } from "../../db/schema-equality.ts";
import { newId } from "../../db/new-id.ts";
import { pathKeyOf } from "../../db/queries/insert-group.ts";
import { seededOrder } from "../../db/seeded-order.ts";
import { storable } from "../../db/storable.ts";
import { comparePaths } from "../../lib/core/path.ts";
import { z } from "zod";

test("newId() rises strictly within a process, however fast, and carries its prefix", () => {
  const ids = Array.from({ length: 100_000 }, () => newId("run"));
  expect(ids.every((id, index) => index === 0 || id > ids[index - 1]!)).toBe(true);
  expect(ids[0]).toMatch(/^run_[0-9a-hjkmnp-tv-z]{23}$/);
});

test("pathKeyOf(path) sorts as a depth-first walk", () => {
  const anyPath = fc
    .array(fc.integer({ min: 1, max: 1200 }), { minLength: 1, maxLength: 4 })
    .map((part) => part.join("."));
  fc.assert(
    fc.property(anyPath, anyPath, (a, b) => {
      const [left, right] = [pathKeyOf(a), pathKeyOf(b)];
      expect(Math.sign(comparePaths(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});

test("decodeCursor(encodeCursor(place)) is the place, and pageOf gives a cursor only where more comes", () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
      const back = decodeCursor(encodeCursor([text, number]), z.tuple([z.string(), z.number()]));
      expect(back).toEqual([text, number === 0 ? 0 : number]);
    }),
  );
  expect(pageOf([1, 2], 2, (last) => [last])).toEqual({ items: [1, 2], nextCursor: null });
  expect(pageOf([1, 2, 3], 2, (last) => [last])).toEqual({ items: [1, 2], nextCursor: encodeCursor([2]) });
  expect(pageOf([], 2, () => [])).toEqual({ items: [], nextCursor: null });
});

test("seededOrder(items, seed) keeps every item, and no place is favoured", () => {
  const items = [0, 1, 2, 3];
  const first = [0, 0, 0, 0];
  for (let seed = 0; seed < 4000; seed++) {
    const ordered = seededOrder(items, seed);
    expect(ordered.toSorted()).toEqual(items);
    first[ordered[0]!]! += 1;
  }
  for (const times of first) expect(Math.abs(times - 1000)).toBeLessThan(150);
});

test("storable(value) changes only what cannot be stored, and keeps lengths", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const kept = storable({ text, at: new Date(3), list: [text, null, 1] });
      expect(kept.text).toHaveLength(text.length);
      expect(kept.text.isWellFormed() && !kept.text.includes("\0")).toBe(true);
      expect(kept).toMatchObject({ at: new Date(3), list: [kept.text, null, 1] });
      if (text.isWellFormed() && !text.includes("\0")) expect(kept.text).toBe(text);
    }),
  );
});

test("the schemas of both dialects are equal: this file would not compile otherwise", () => {
  expect(isSameInBothDialects).toBe(true);
});
