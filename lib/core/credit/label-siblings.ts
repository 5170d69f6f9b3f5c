import type { Incomplete, UnknownLeaves } from "../tree.ts";
import type { Ratio } from "./expect-pairs.ts";
import type { Part } from "./part.ts";

export type CreditPolicy = {
  readonly unknownLeaves: UnknownLeaves;
  readonly incomplete: Incomplete;
  readonly threshold: Ratio;
};

/** Whether a value lies strictly above the threshold; cross-multiplied, so exact. */
export const isAboveRatio = (
  { numerator, denominator }: Pick<Part, "numerator" | "denominator">,
  threshold: Ratio,
): boolean => numerator * threshold.denominator > threshold.numerator * denominator;

/** The siblings that carry a label, and which one: those without a value have none, incomplete ones by the policy. */
export function labelSiblings(
  siblings: readonly Part[],
  { threshold, incomplete }: Pick<CreditPolicy, "threshold" | "incomplete">,
): { readonly labelled: Part[]; readonly positives: Part[]; readonly negatives: Part[] } {
  const [labelled, positives, negatives]: [Part[], Part[], Part[]] = [[], [], []];
  for (const part of siblings) {
    if (part.denominator === 0 || (part.isIncomplete && incomplete === "exclude")) continue;
    labelled.push(part);
    (isAboveRatio(part, threshold) ? positives : negatives).push(part);
  }
  return { labelled, positives, negatives };
}
