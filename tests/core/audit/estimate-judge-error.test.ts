import { expect, test } from "vitest";
import { type Strata, estimateJudgeError } from "../../../lib/core/audit/estimate-judge-error.ts";
import { createRandom } from "../../../lib/core/create-random.ts";

const stratum = (leaves: number, correct: number, incorrect: number, undecided = 0) => ({
  leaves,
  correct,
  incorrect,
  undecided,
});

test("estimateJudgeError(strata) weighs each verdict by its leaves in the run", () => {
  const error = estimateJudgeError({
    correct: stratum(600, 98, 2),
    incorrect: stratum(300, 10, 90),
    unknown: stratum(100, 50, 50),
  });
  expect(error.wronglyCorrect).toMatchObject({ rate: 0.02, leaves: 100 });
  expect(error.wronglyIncorrect).toMatchObject({ rate: 0.1, leaves: 100 });
  expect(error.unknownCorrect).toMatchObject({ rate: 0.5 });
  // 588 + 30 + 50 of 1,000 are correct; 12 + 270 + 50 are not.
  expect(error.accuracy?.rate).toBeCloseTo(0.668, 10);
  expect(error.falsePositiveRate?.rate).toBeCloseTo(12 / 332, 10);
  expect(error.falseNegativeRate?.rate).toBeCloseTo(80 / 668, 10);
  expect(error.accuracy?.leaves).toBe(300);
});

test("estimateJudgeError(strata) leaves out what nobody could tell, and says nothing of a verdict without decided leaves", () => {
  const error = estimateJudgeError({
    correct: stratum(10, 0, 0, 10),
    incorrect: stratum(10, 1, 3, 6),
    unknown: stratum(0, 0, 0),
  });
  expect(error.wronglyCorrect).toBeNull();
  expect(error.wronglyIncorrect).toMatchObject({ rate: 0.25, leaves: 4 });
  expect(error.falsePositiveRate).toBeNull();
  expect(error.accuracy).toBeNull();
});

test("estimateJudgeError(strata) needs nobody's word on a verdict that no leaf has", () => {
  const error = estimateJudgeError({
    correct: stratum(50, 20, 0),
    incorrect: stratum(50, 0, 20),
    unknown: stratum(0, 0, 0),
  });
  expect(error.accuracy).toMatchObject({ rate: 0.5 });
  expect(error.falsePositiveRate).toMatchObject({ rate: 0, low: 0 });
});

/** Judges of several kinds over runs of several kinds: leaves of each verdict, and how many of them are correct. */
const worlds: readonly (readonly [
  name: string,
  Readonly<Record<keyof Strata, readonly [number, number]>>,
])[] = [
  ["a good judge", { correct: [600, 0.99], incorrect: [380, 0.02], unknown: [20, 0.4] }],
  ["a strict judge", { correct: [300, 0.998], incorrect: [600, 0.15], unknown: [100, 0.5] }],
  ["a lenient judge", { correct: [700, 0.85], incorrect: [290, 0.01], unknown: [10, 0.2] }],
];

test.each(worlds)("intervals of %s cover the truth at least 94 times in 100", (_name, world) => {
  const random = createRandom(412);
  const truth = { accuracy: 0, passedWrong: 0, wrong: 0, missedRight: 0 };
  for (const [verdict, [leaves, right]] of Object.entries(world)) {
    truth.accuracy += (leaves * right) / 1000;
    truth.wrong += (leaves * (1 - right)) / 1000;
    if (verdict === "correct") truth.passedWrong += (leaves * (1 - right)) / 1000;
    else truth.missedRight += (leaves * right) / 1000;
  }
  const rounds = 600;
  const covered = { accuracy: 0, falsePositiveRate: 0, falseNegativeRate: 0 };
  const expected = {
    accuracy: truth.accuracy,
    falsePositiveRate: truth.passedWrong / truth.wrong,
    falseNegativeRate: truth.missedRight / truth.accuracy,
  };
  const drawn = ([leaves, share]: readonly [number, number]) => {
    let correct = 0;
    for (let leaf = 0; leaf < 60; leaf++) if (random() < share) correct += 1;
    return stratum(leaves, correct, 60 - correct);
  };
  for (let round = 0; round < rounds; round++) {
    const error = estimateJudgeError({
      correct: drawn(world.correct),
      incorrect: drawn(world.incorrect),
      unknown: drawn(world.unknown),
    });
    for (const name of ["accuracy", "falsePositiveRate", "falseNegativeRate"] as const) {
      const { low, high } = error[name]!;
      if (low <= expected[name] && expected[name] <= high) covered[name] += 1;
    }
  }
  for (const count of Object.values(covered)) expect(count / rounds).toBeGreaterThanOrEqual(0.94);
});
