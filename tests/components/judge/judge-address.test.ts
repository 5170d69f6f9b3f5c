import fc from "fast-check";
import { expect, test } from "vitest";
import { fitsAddress } from "../../../components/judge/judge-address.ts";

test("fitsAddress takes a short text in any script and refuses one that a server would not load again", () => {
  expect(fitsAddress("So it is 42.\n\nFinal Answer: 42")).toBe(true);
  expect(fitsAddress("答案是四十二".repeat(30))).toBe(true);
  expect(fitsAddress("答案是四十二".repeat(200))).toBe(false);
  expect(fitsAddress("x".repeat(7000))).toBe(false);
});

test("what fitsAddress takes, lone surrogates too, is an address of less than 10 kB", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2500 }), (text) => {
      if (fitsAddress(text))
        expect(new URLSearchParams({ text: text.toWellFormed() }).toString().length).toBeLessThan(10_000);
    }),
    { numRuns: 20 },
  );
});
