import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../lib/core/canonical-json.ts";

test("canonicalJson(value) is one text whatever the order of keys, and parses back", () => {
  expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("canonicalJson(value) refuses what JSON cannot hold", () => {
  for (const value of [Number.NaN, Infinity, 1n, () => 1])
    expect(() => canonicalJson({ value })).toThrow(TypeError);
});
