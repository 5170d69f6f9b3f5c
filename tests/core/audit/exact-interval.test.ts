import { expect, test } from "vitest";
import { exactInterval } from "../../../lib/core/audit/exact-interval.ts";

/** P(X = hits), term by term: shares no code with what is tested. */
function binomial(hits: number, trials: number, share: number): number {
  let chance = 1;
  for (let index = 0; index < hits; index++) chance *= (trials - index) / (index + 1);
  return chance * share ** hits * (1 - share) ** (trials - hits);
}

test("exactInterval(hits, trials) is that of the tables", () => {
  expect(exactInterval(0, 100)).toMatchObject({ rate: 0, low: 0, high: expect.closeTo(0.0362, 4) });
  expect(exactInterval(1, 100)).toMatchObject({
    low: expect.closeTo(0.000253, 6),
    high: expect.closeTo(0.05446, 5),
  });
  expect(exactInterval(5, 10)).toMatchObject({
    low: expect.closeTo(0.1871, 4),
    high: expect.closeTo(0.8129, 4),
  });
  expect(exactInterval(10, 10)).toMatchObject({ low: expect.closeTo(0.6915, 4), high: 1 });
});

test("exactInterval(0, 0) is null", () => {
  expect(exactInterval(0, 0)).toBeNull();
});

test.each([5, 37, 100])(
  "exactInterval(…, %i) covers any share at least 95 times in 100, exactly summed",
  (trials) => {
    const intervals = Array.from({ length: trials + 1 }, (_, hits) => exactInterval(hits, trials)!);
    for (const share of [0.001, 0.004, 0.01, 0.03, 0.1, 0.25, 0.5, 0.8, 0.97, 0.999]) {
      const covered = intervals.reduce(
        (sum, { low, high }, hits) =>
          sum + (low <= share && share <= high ? binomial(hits, trials, share) : 0),
        0,
      );
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  },
);
