import { studentQuantile } from "./student-quantile.ts";

/** What became of a measure from A to B, over questions that both have it for. */
export type PairedChange = {
  readonly questions: number;
  /** Means over those questions; null without one. */
  readonly a: number | null;
  readonly b: number | null;
  /** Mean of B − A. */
  readonly change: number | null;
  /** Where the change lies with 95 % confidence; null under `fewestQuestions`. */
  readonly interval: readonly [low: number, high: number] | null;
};

/** Under so few questions an interval would promise more than it can hold. */
export const fewestQuestions = 10;

/**
 * The paired change of a measure with a 95 % interval: Student's t over the questions' own differences, with two
 * made-up half questions at the ends of the scale, one each way. For 0 and 1 that is Agresti and Min's interval for
 * matched pairs (2005); without them an interval over few flips is too narrow, and over none it is nothing. The ends
 * are −1 and 1, or further out where a difference is. `pairs` holds [A, B] of a question.
 */
export function pairedChange(pairs: readonly (readonly [a: number, b: number])[]): PairedChange {
  const questions = pairs.length;
  if (questions === 0) return { questions, a: null, b: null, change: null, interval: null };
  let [sumA, sumB, sum, squares, end] = [0, 0, 0, 0, 1];
  for (const [a, b] of pairs) {
    const difference = b - a;
    sumA += a;
    sumB += b;
    sum += difference;
    squares += difference ** 2;
    end = Math.max(end, Math.abs(difference));
  }
  return {
    questions,
    a: sumA / questions,
    b: sumB / questions,
    change: sum / questions,
    interval: questions < fewestQuestions ? null : intervalOf({ questions, sum, squares, end }),
  };
}

function intervalOf({
  questions,
  sum,
  squares,
  end,
}: {
  readonly questions: number;
  readonly sum: number;
  readonly squares: number;
  readonly end: number;
}): readonly [number, number] {
  const count = questions + 2;
  const middle = sum / count;
  const variance = Math.max(0, (squares + end ** 2) / count - middle ** 2);
  const half = studentQuantile(questions - 1) * Math.sqrt(variance / count);
  return [Math.max(-end, middle - half), Math.min(end, middle + half)];
}
