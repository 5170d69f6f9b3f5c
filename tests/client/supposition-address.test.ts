import fc from "fast-check";
import { expect, test } from "vitest";
import { readSupposition, writeSupposition } from "../../lib/client/supposition-address.ts";
import type { Backup } from "../../lib/client/supposition.ts";
import type { Verdict } from "../../lib/core/tree.ts";

const path = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("."));
const verdict = fc.constantFrom<Verdict>("correct", "incorrect", "unknown");
const supposition = fc.record({
  threshold: fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100),
  backup: fc.constantFrom<Backup>("mean", "majority"),
  turned: fc.array(fc.tuple(path, verdict)).map((leaves) => new Map(leaves)),
});

test("readSupposition gives back what writeSupposition wrote, in letters that an address keeps", () => {
  fc.assert(
    fc.property(supposition, (tried) => {
      const written = writeSupposition(tried);
      expect(readSupposition(written)).toEqual(tried);
      expect(encodeURIComponent(written)).toBe(written);
    }),
  );
});

test("readSupposition gives null for what it cannot have written", () => {
  for (const text of [
    "",
    "0.5",
    "0.5~median",
    "2~mean",
    "x~mean",
    "0.5~mean~",
    "0.5~mean~1.1z",
    "0.5~mean~0.1c",
  ])
    expect(readSupposition(text)).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => void readSupposition(text)));
});
