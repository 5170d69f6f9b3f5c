import { expect, test } from "vitest";
import { netGain } from "../../../components/run/net-gain.ts";

test("netGain gives the points of accuracy that later roles win, and of what they fix and break", () => {
  // MALT, figure 2, MATH: 14.2 % fixed, 43.0 kept, 36.2 still wrong, 6.5 broken.
  expect(
    netGain({ correct: { correct: 430, incorrect: 65 }, incorrect: { correct: 142, incorrect: 362 } }),
  ).toBe("Net gain +7.7 points: fixes 28 % of wrong, breaks 13 % of right.");
});

test("netGain counts an unknown answer as not right, first or last", () => {
  expect(netGain({ correct: { correct: 1, unknown: 1 }, unknown: { correct: 1, incorrect: 1 } })).toBe(
    "Net gain ±0.0 points: breaks 50 % of right.",
  );
  expect(netGain({ correct: { incorrect: 1 } })).toBe("Net gain −100.0 points: breaks 100 % of right.");
  expect(netGain({})).toBe("No trajectory has a first answer yet.");
});
