import fc from "fast-check";
import { expect, test } from "vitest";
import { leftOfPair } from "../../../lib/core/curation/left-of-pair.ts";

test("leftOfPair is one of the two, and the same whichever of them is named first", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (a, b, author) => {
      const left = leftOfPair(a, b, author);
      expect([a, b]).toContain(left);
      expect(leftOfPair(b, a, author)).toBe(left);
    }),
  );
});

test("leftOfPair puts each side left about as often, for one name over pairs and for one pair over names", () => {
  // Four standard deviations of 4,000 tosses of a fair coin are 126.
  const near = { least: 2000 - 130, most: 2000 + 130 };
  const overPairs = Array.from({ length: 4000 }, (_, at) => leftOfPair(`node_${at}`, `peer_${at}`, "ada"));
  const overNames = Array.from({ length: 4000 }, (_, at) => leftOfPair("node_1", "peer_1", `name ${at}`));
  for (const lefts of [overPairs, overNames]) {
    const firsts = lefts.filter((left) => left.startsWith("node")).length;
    expect(firsts).toBeGreaterThan(near.least);
    expect(firsts).toBeLessThan(near.most);
  }
});
