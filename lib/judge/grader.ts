import type { GoldProblem } from "./gold-problem.ts";
import type { Extraction } from "./extraction.ts";
import type { Comparison } from "./judgement.ts";
import type { Window } from "./read-window.ts";

export type Graded = Comparison & {
  readonly f1?: number;
  readonly typeAnswer?: string;
  readonly typeGold?: string;
};

/** One way of judging against one gold: where the answer stands, its one spelling, and how it compares. */
export type Grader = {
  /** The answer within the gold field. */
  readonly gold: string;
  readonly goldProblem: GoldProblem | null;
  /** `text` is folded; the span's offsets are those of the text as given. */
  readonly extract: (text: string, window: Window, isTruncated: boolean) => Extraction;
  readonly normalize: (raw: string) => string;
  readonly normalizedGold: string;
  readonly grade: (answer: string) => Graded;
};
