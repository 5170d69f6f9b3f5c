import { expect, test } from "vitest";
import { diffFields } from "../../../lib/core/compare/diff-fields.ts";

test("diffFields(a, b) lists every field once by its dotted path, missing ones as null, and tells which are the same", () => {
  expect(
    diffFields(
      { seed: 1, roles: { x: { stop: ["a", "b"], extraBody: {}, model: "small" } }, old: null },
      { seed: 2, roles: { x: { stop: ["a", "b"], extraBody: {}, model: "small" } }, added: 3 },
    ),
  ).toEqual([
    { path: "seed", a: 1, b: 2, isSame: false },
    { path: "roles.x.stop", a: ["a", "b"], b: ["a", "b"], isSame: true },
    { path: "roles.x.model", a: "small", b: "small", isSame: true },
    { path: "old", a: null, b: null, isSame: true },
    { path: "added", a: null, b: 3, isSame: false },
  ]);
});

test("diffFields(a, b) takes lists of objects as equal whatever the order of their keys", () => {
  expect(diffFields({ l: [{ x: 1, y: 2 }] }, { l: [{ y: 2, x: 1 }] })[0]?.isSame).toBe(true);
  expect(diffFields({ l: [1, 2] }, { l: [2, 1] })[0]?.isSame).toBe(false);
  expect(diffFields(null, { l: 1 })).toEqual([{ path: "l", a: null, b: 1, isSame: false }]);
});
