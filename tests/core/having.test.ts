import fc from "fast-check";
import { expect, test } from "vitest";
import { parseHaving, printHaving, type Having } from "../../lib/core/having.ts";

const anyVerdict = fc.constantFrom("correct" as const, "incorrect" as const, "unknown" as const);
const anyRole = fc.stringMatching(/^[a-z][a-z0-9_ -]{0,20}$/);
const anyRatio = fc.record({ numerator: fc.nat(999), denominator: fc.integer({ min: 1, max: 999 }) });
const anyHaving: fc.Arbitrary<Having> = fc.oneof(
  fc.record({ kind: fc.constant("correction" as const), from: anyVerdict, to: anyVerdict }),
  fc.record({
    kind: fc.constantFrom("unknown" as const, "truncated" as const, "identical" as const),
    role: anyRole,
  }),
  fc.record({ kind: fc.constant("value" as const), role: anyRole, from: anyRatio, to: anyRatio }),
);

test("parseHaving(printHaving(having)) is having", () => {
  fc.assert(
    fc.property(anyHaving, (having) => {
      expect(parseHaving(printHaving(having))).toEqual(having);
    }),
  );
});

test("parseHaving(anything else) is null and never throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const having = parseHaving(text);
      if (having) expect(printHaving(having)).toBe(text);
    }),
  );
  for (const text of [
    "",
    "value:generator:1/0:1/1",
    "value:generator:1/2",
    "correction:right:wrong",
    "correction:correct:correct:",
    "truncated:",
    "identical:a:b",
  ])
    expect(parseHaving(text), text).toBeNull();
});
