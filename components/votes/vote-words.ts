import type { Verdict } from "@/lib/core/tree.ts";

/** What a model said of an answer, with the mark that verdicts have everywhere. */
export const voteWords: Readonly<Record<Verdict, string>> = {
  correct: "✓ correct",
  incorrect: "✕ incorrect",
  unknown: "? unsure",
};
