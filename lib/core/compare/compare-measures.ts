import type { TreeMeasures } from "./measure-tree.ts";
import { pairedChange, type PairedChange } from "./paired-change.ts";

/** Both trees of a question. */
export type MeasuredPair = {
  readonly a: { readonly measures: TreeMeasures };
  readonly b: { readonly measures: TreeMeasures };
};

/** Which side of the threshold the question's value lies on, before and after; null where one tree has no value. */
export type Flip = "improved" | "worsened" | "same";

export type ComparedMeasures = {
  /** Mean leaf value. */
  readonly value: PairedChange;
  /** Share of right own answers of the first role that answers. */
  readonly own: PairedChange;
  /** Share of questions with more than half of their leaves right. */
  readonly majority: PairedChange;
  /** Share of questions whose value is above the threshold. */
  readonly above: PairedChange;
  /** By depth, from 1 to the leaves: pairs per tree, and the share of a tree's sibling groups that give one. */
  readonly levels: readonly { readonly pairs: PairedChange; readonly mixed: PairedChange }[];
  /** Questions by the side of the threshold that their value lies on, in A and in B. */
  readonly flips: Readonly<Record<"improved" | "worsened" | "bothAbove" | "bothBelow", number>>;
};

/** Null where a tree has no value. */
export function flipOf({ a, b }: MeasuredPair): Flip | null {
  const [before, after] = [a.measures.isAbove, b.measures.isAbove];
  if (before === null || after === null) return null;
  return before === after ? "same" : after ? "improved" : "worsened";
}

const asNumber = (is: boolean | null): number | null => (is === null ? null : is ? 1 : 0);

/** The paired changes of all measures over the questions that two runs share; `depth` is that of the leaves. */
export function compareMeasures(pairs: readonly MeasuredPair[], depth: number): ComparedMeasures {
  const changeOf = (of: (tree: TreeMeasures) => number | null): PairedChange => {
    const values: (readonly [number, number])[] = [];
    for (const { a, b } of pairs) {
      const [x, y] = [of(a.measures), of(b.measures)];
      if (x !== null && y !== null) values.push([x, y]);
    }
    return pairedChange(values);
  };
  const flips = { improved: 0, worsened: 0, bothAbove: 0, bothBelow: 0 };
  for (const pair of pairs) {
    const flip = flipOf(pair);
    if (flip === "same") flips[pair.a.measures.isAbove ? "bothAbove" : "bothBelow"]++;
    else if (flip) flips[flip]++;
  }
  return {
    value: changeOf(({ value }) => value),
    own: changeOf(({ own }) => own),
    majority: changeOf(({ isMajorityRight }) => asNumber(isMajorityRight)),
    above: changeOf(({ isAbove }) => asNumber(isAbove)),
    levels: Array.from({ length: depth }, (_, at) => ({
      pairs: changeOf(({ levels }) => levels[at]?.pairs ?? 0),
      mixed: changeOf(({ levels }) => {
        const level = levels[at];
        return level && level.groups > 0 ? level.mixed / level.groups : null;
      }),
    })),
    flips,
  };
}
