import { type CreditPolicy, isAboveRatio, labelSiblings } from "../credit/label-siblings.ts";
import { meanOf, type Part, readParts } from "../credit/part.ts";
import { splitRow } from "../credit/split-row.ts";

/** What sibling groups of one depth give. */
export type LevelPairs = { readonly pairs: number; readonly groups: number; readonly mixed: number };

/** What a comparison needs of one finished tree. */
export type TreeMeasures = {
  /** The mean of the first row's values, 0 … 1; null where no leaf enters a mean. */
  readonly value: number | null;
  /** Whether that mean, exactly, is strictly above the threshold. */
  readonly isAbove: boolean | null;
  /** Share of right answers among the own answers at `ownDepth`, unknown ones not right; null where none was judged. */
  readonly own: number | null;
  /** Whether more than half of the leaves that enter a mean are right. */
  readonly isMajorityRight: boolean | null;
  /** From depth 1 to the leaves. */
  readonly levels: readonly LevelPairs[];
};

type Measured = {
  readonly part: Part | null;
  readonly judged: number;
  readonly right: number;
  /** Below the part itself: index 0 is depth 2. */
  readonly below: readonly LevelPairs[];
};

export type TreeMeasure = (line: string) => TreeMeasures;
export type MeasureShape = {
  /** Of the leaves. */
  readonly depth: number;
  /** Of the first role whose answers are judged before the leaves; null without one. */
  readonly ownDepth: number | null;
  readonly policy: CreditPolicy;
};

/** More subtrees than this are forgotten together. */
const mostKnown = 50_000;

function countGroup(siblings: readonly Part[], policy: CreditPolicy): LevelPairs {
  const { positives, negatives } = labelSiblings(siblings, policy);
  const pairs = positives.length * negatives.length;
  return { pairs, groups: siblings.length > 0 ? 1 : 0, mixed: pairs > 0 ? 1 : 0 };
}

function measurePart(text: string, { depth, ownDepth, policy }: MeasureShape): Measured {
  const [part = null] = readParts(text, depth, policy.unknownLeaves);
  const below = Array.from({ length: depth - 1 }, () => ({ pairs: 0, groups: 0, mixed: 0 }));
  let [judged, right] = [0, 0];
  const visit = (node: Part, level: number): void => {
    if (level === ownDepth && node.verdict !== null) {
      judged++;
      if (node.verdict === "correct") right++;
    }
    const sums = below[level - 1];
    if (!sums || node.children.length === 0) return;
    const { pairs, mixed } = countGroup(node.children, policy);
    sums.pairs += pairs;
    sums.groups++;
    sums.mixed += mixed;
    for (const child of node.children) visit(child, level + 1);
  };
  if (part) visit(part, 1);
  return { part, judged, right, below };
}

/**
 * A function that measures a finished tree's line (`writeTreeLine`). It remembers the subtrees it has seen: thousands
 * of trees are made of few different ones. It throws RangeError for a line that is none.
 */
export function createTreeMeasure(shape: MeasureShape): TreeMeasure {
  const known = new Map<string, Measured>();
  const measureOnce = (text: string): Measured => {
    const seen = known.get(text);
    if (seen) return seen;
    if (known.size >= mostKnown) known.clear();
    const found = measurePart(text, shape);
    known.set(text, found);
    return found;
  };
  return (line) => {
    const parts: Part[] = [];
    const below = Array.from({ length: shape.depth - 1 }, () => ({ pairs: 0, groups: 0, mixed: 0 }));
    let [leaves, right, judged, ownRight] = [0, 0, 0, 0];
    for (const text of splitRow(line)) {
      const one = measureOnce(text);
      judged += one.judged;
      ownRight += one.right;
      if (!one.part) continue;
      parts.push(one.part);
      leaves += one.part.leaves;
      right += one.part.right;
      for (const [at, sums] of below.entries()) {
        sums.pairs += one.below[at]?.pairs ?? 0;
        sums.groups += one.below[at]?.groups ?? 0;
        sums.mixed += one.below[at]?.mixed ?? 0;
      }
    }
    const [numerator, denominator] = meanOf(parts);
    return {
      value: denominator === 0 ? null : numerator / denominator,
      isAbove: denominator === 0 ? null : isAboveRatio({ numerator, denominator }, shape.policy.threshold),
      own: judged === 0 ? null : ownRight / judged,
      isMajorityRight: leaves === 0 ? null : 2 * right > leaves,
      levels: [countGroup(parts, shape.policy), ...below],
    };
  };
}
