import type { Verdict } from "../tree.ts";
import { exactInterval, type ShareInterval } from "./exact-interval.ts";

/** What people said of the sampled leaves to which the judge gave one verdict. */
export type Stratum = {
  /** Leaves of the run with this verdict. */
  readonly leaves: number;
  readonly correct: number;
  readonly incorrect: number;
  /** Nobody could tell, or people disagree evenly: these leaves say nothing about the judge. */
  readonly undecided: number;
};
export type Strata = Readonly<Record<Verdict, Stratum>>;

/** An estimated share and how many decided leaves it rests on. */
export type Estimate = ShareInterval & { readonly leaves: number };

export type JudgeError = {
  /** Of the leaves judged correct, the share that people find incorrect. */
  readonly wronglyCorrect: Estimate | null;
  /** Of the leaves judged incorrect, the share that people find correct. */
  readonly wronglyIncorrect: Estimate | null;
  /** Of the leaves judged unknown, the share that people find correct. */
  readonly unknownCorrect: Estimate | null;
  /** Of all leaves that are incorrect, the share that the judge calls correct. */
  readonly falsePositiveRate: Estimate | null;
  /** Of all leaves that are correct, the share that the judge does not call correct. */
  readonly falseNegativeRate: Estimate | null;
  /** Of all leaves, the share that is correct. */
  readonly accuracy: Estimate | null;
};

type Part = ShareInterval & { readonly weight: number };

/** Of a stratum that holds leaves but has none decided nothing is known. */
function rightPart(stratum: Stratum, all: number): Part | null {
  if (stratum.leaves === 0) return { weight: 0, rate: 0, low: 0, high: 0 };
  const interval = exactInterval(stratum.correct, stratum.correct + stratum.incorrect);
  return interval && { ...interval, weight: stratum.leaves / all };
}

const wrong = ({ weight, rate, low, high }: Part): Part => ({
  weight,
  rate: 1 - rate,
  low: 1 - high,
  high: 1 - low,
});

/** A weighted sum of independent shares; its interval by recovering each one's variance from its own (Zou & Donner 2008). */
function addParts(parts: readonly Part[]): ShareInterval {
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const rate = sum((part) => part.weight * part.rate);
  const down = Math.sqrt(sum((part) => (part.weight * (part.rate - part.low)) ** 2));
  const up = Math.sqrt(sum((part) => (part.weight * (part.high - part.rate)) ** 2));
  return { rate, low: Math.max(0, rate - down), high: Math.min(1, rate + up) };
}

/** `part / (part + rest)` of independent shares; how far each end of each one moves it adds up in squares, as above. */
function ratio(part: ShareInterval, rest: ShareInterval): ShareInterval | null {
  const of = (top: number, other: number): number => (top + other > 0 ? top / (top + other) : 0);
  if (part.rate + rest.rate <= 0) return null;
  const rate = of(part.rate, rest.rate);
  const down = Math.hypot(rate - of(part.low, rest.rate), rate - of(part.rate, rest.high));
  const up = Math.hypot(of(part.high, rest.rate) - rate, of(part.rate, rest.low) - rate);
  return { rate, low: Math.max(0, rate - down), high: Math.min(1, rate + up) };
}

/**
 * How often the judge is wrong, from a sample of leaves that was drawn verdict by verdict. Shares of a verdict have the
 * interval of Clopper and Pearson; shares of all leaves weigh each verdict by its leaves in the run. Null where a
 * verdict that counts has no decided leaf.
 */
export function estimateJudgeError({ correct, incorrect, unknown }: Strata): JudgeError {
  const decided = (stratum: Stratum): number => stratum.correct + stratum.incorrect;
  const all = correct.leaves + incorrect.leaves + unknown.leaves;
  const total = decided(correct) + decided(incorrect) + decided(unknown);
  const share = (hits: number, stratum: Stratum): Estimate | null => {
    const interval = exactInterval(hits, decided(stratum));
    return interval && { ...interval, leaves: decided(stratum) };
  };
  const parts = [correct, incorrect, unknown].map((stratum) => rightPart(stratum, all));
  const [passed, failed, untold] = parts;
  const isKnown = all > 0 && passed && failed && untold;
  const counted = (interval: ShareInterval | null): Estimate | null =>
    interval && { ...interval, leaves: total };
  return {
    wronglyCorrect: share(correct.incorrect, correct),
    wronglyIncorrect: share(incorrect.correct, incorrect),
    unknownCorrect: share(unknown.correct, unknown),
    falsePositiveRate: isKnown
      ? counted(ratio(addParts([wrong(passed)]), addParts([wrong(failed), wrong(untold)])))
      : null,
    falseNegativeRate: isKnown ? counted(ratio(addParts([failed, untold]), addParts([passed]))) : null,
    accuracy: isKnown ? counted(addParts([passed, failed, untold])) : null,
  };
}
