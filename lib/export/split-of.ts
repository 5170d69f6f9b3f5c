import { foldSpace } from "./fold-text.ts";
import { sha256Hex } from "./hash.ts";

export type Split = "train" | "validation";

/**
 * Where a question's rows go, all of them: seed and text decide (white space folded), so the same question is
 * on the same side in every kind, role, run and export. `validationShare` is a share of questions, 0 to 1.
 */
export function splitOf(
  questionText: string,
  { seed, validationShare }: { seed: number; validationShare: number },
): Split {
  const place = Number.parseInt(questionKey(questionText, seed).slice(0, 12), 16) / 2 ** 48;
  return place < validationShare ? "validation" : "train";
}

/** A seeded, uniform name of a question: equal for equal texts, and a fair order over questions. */
export const questionKey = (questionText: string, seed: number): string =>
  sha256Hex(`${seed}\n${foldSpace(questionText)}`);
