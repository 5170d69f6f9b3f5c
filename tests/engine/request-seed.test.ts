import fc from "fast-check";
import { expect, test } from "vitest";
import { requestSeed } from "../../lib/engine/request-seed.ts";

test("a request seed is a whole number of 31 bits, the same for the same and another for anything else", () => {
  const parts = fc.tuple(fc.nat(2 ** 31 - 1), fc.string(), fc.string(), fc.nat(3));
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const [a, b] = [requestSeed(...one), requestSeed(...other)];
      expect(Number.isInteger(a) && a >= 0 && a < 2 ** 31).toBe(true);
      expect(requestSeed(...one)).toBe(a);
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(a === b).toBe(isSame);
    }),
  );
});

test("the parts of a request seed do not run into each other", () => {
  expect(requestSeed(1, "1", "1")).not.toBe(requestSeed(11, "", "1"));
  expect(requestSeed(1, "a 1", "2")).not.toBe(requestSeed(1, "a", "1 2"));
});
