import type { GoldProblem } from "../gold-problem.ts";
import type { Comparison } from "../judgement.ts";
import { compareExactly } from "./exact.ts";
import { compareFolded } from "./folded.ts";
import type { RuleComparison } from "./judge-rule.ts";
import { compareNumbers } from "./numeric.ts";

/** How one answer compares with one gold once both are cut out. Texts are folded. */
export type WayToCompare = {
  readonly normalize: (raw: string) => string;
  readonly compare: (answer: string, gold: string) => Comparison;
  /** Of a gold that is neither empty nor too long. */
  readonly problemOf: (gold: string) => GoldProblem | null;
};

export function wayToCompare(comparison: RuleComparison): WayToCompare {
  switch (comparison.kind) {
    case "exact":
      return compareExactly;
    case "folded":
      return compareFolded(comparison);
    case "numeric":
      return compareNumbers(comparison);
  }
}
