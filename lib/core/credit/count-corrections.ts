import type { Verdict } from "../tree.ts";
import type { Part } from "./part.ts";

/** Trajectories by what an earlier answer was (`from`) and what the leaf's answer is (`to`). */
export type Corrections = Readonly<Record<Verdict, Record<Verdict, number>>>;

/** All counts at 0, to be counted into. */
export const noCorrections = (): Corrections => ({
  correct: { correct: 0, incorrect: 0, unknown: 0 },
  incorrect: { correct: 0, incorrect: 0, unknown: 0 },
  unknown: { correct: 0, incorrect: 0, unknown: 0 },
});

/**
 * Counts, into `into`, what became of an answer that was given early: each leaf below the first node on its path that
 * has a verdict of its own, by both verdicts. MALT, figure 2, calls off the diagonal fixed and broken.
 */
export function countCorrections(part: Part, into: Corrections, times = 1): void {
  const visit = (node: Part, from: Verdict | null): void => {
    if (node.children.length === 0) {
      if (from !== null && node.verdict !== null) into[from][node.verdict] += times;
      return;
    }
    for (const child of node.children) visit(child, from ?? node.verdict);
  };
  visit(part, null);
}
