import type { Part } from "./part.ts";

/** Sums over the leaves of trees from which the variance at each level is estimated; trees add up. */
export type VarianceSums = {
  leaves: number;
  right: number;
  /** Per level from the tree (0) to the leaf: how many groups, and the sum over them of right² / leaves. */
  readonly groups: number[];
  readonly squares: number[];
  /** `overlap[m][l]`, m below l: the sum over groups w of level m of leaves(w)² / leaves(group of level l that holds w). */
  readonly overlap: number[][];
  /** The sum over groups of a level of their leaves squared. */
  readonly sizes: number[];
};

/** Empty sums for trees whose leaves lie at `depth`. */
export function emptySums(depth: number): VarianceSums {
  const levels = Array.from({ length: depth + 1 }, () => 0);
  return {
    leaves: 0,
    right: 0,
    groups: [...levels],
    squares: [...levels],
    sizes: [...levels],
    overlap: levels.map(() => [...levels]),
  };
}

type Group = Pick<Part, "leaves" | "right" | "children">;

/** The sum over the groups of each level, from the group's own `level` down to `depth`, of their leaves squared. */
export function squareSizes(group: Group, level: number, depth: number): number[] {
  const sizes = Array.from({ length: depth + 1 }, () => 0);
  const visit = ({ leaves, children }: Group, at: number): void => {
    sizes[at] = (sizes[at] ?? 0) + leaves ** 2;
    for (const child of children) visit(child, at + 1);
  };
  visit(group, level);
  return sizes;
}

/** Adds a node of the first row and all below it, `times` over; `addTree` adds what the tree is to them. */
export function addSubtree(sums: VarianceSums, part: Group, times = 1): void {
  const visit = ({ leaves, right, children }: Group, at: number, above: readonly number[]): void => {
    if (leaves === 0) return;
    sums.groups[at] = (sums.groups[at] ?? 0) + times;
    sums.squares[at] = (sums.squares[at] ?? 0) + (times * right ** 2) / leaves;
    sums.sizes[at] = (sums.sizes[at] ?? 0) + times * leaves ** 2;
    const row = sums.overlap[at];
    if (row)
      for (const [step, held] of above.entries())
        row[step + 1] = (row[step + 1] ?? 0) + (times * leaves ** 2) / held;
    for (const child of children) visit(child, at + 1, [...above, leaves]);
  };
  visit(part, 1, []);
}

/** Adds whole trees: the leaves of each, the right ones, and `squareSizes` of its first row summed. */
export function addTree(
  sums: VarianceSums,
  {
    leaves,
    right,
    sizes,
    times,
  }: {
    readonly leaves: number;
    readonly right: number;
    readonly sizes: readonly number[];
    readonly times: number;
  },
): void {
  if (leaves === 0) return;
  sums.leaves += times * leaves;
  sums.right += times * right;
  sums.groups[0] = (sums.groups[0] ?? 0) + times;
  sums.squares[0] = (sums.squares[0] ?? 0) + (times * right ** 2) / leaves;
  sums.sizes[0] = (sums.sizes[0] ?? 0) + times * leaves ** 2;
  for (const [level, size] of sizes.entries()) {
    const row = sums.overlap[level];
    if (row && level > 0) row[0] = (row[0] ?? 0) + (times * size) / leaves;
  }
}

/**
 * How much of the variance of a leaf's outcome (0 or 1) arises at each level: between questions, between the nodes of
 * each role under one parent, the leaf itself last. The nested random-effects model with Henderson's method 1:
 * sums of squares level by level, set equal to their expectations, which holds for uneven trees too and is the
 * textbook analysis of variance in even ones (Henderson 1953; Searle, Casella and McCulloch, Variance Components, 1992,
 * §5.2). Estimates are unbiased, so one may be below 0. A level whose groups have one member
 * each cannot be told from the one above or below: null, and its variance is counted there.
 */
export function estimateVariances(sums: VarianceSums): readonly (number | null)[] {
  const { leaves, right, groups, squares, sizes, overlap } = sums;
  const depth = groups.length - 1;
  if (leaves === 0) return groups.map(() => null);
  // E[T_l] = N·mean² + sum over m of variance_m · c(l, m); c = N for m at or above l.
  const coefficient = (l: number, m: number): number => {
    if (m <= l) return leaves;
    if (l < 0) return m === depth ? 1 : (sizes[m] ?? 0) / leaves;
    return m === depth ? (groups[l] ?? 0) : (overlap[m]?.[l] ?? 0);
  };
  const total = (l: number): number =>
    l < 0 ? right ** 2 / leaves : l === depth ? right : (squares[l] ?? 0);
  const variances: (number | null)[] = groups.map(() => null);
  for (let l = depth; l >= 0; l--) {
    let gap = total(l) - total(l - 1);
    for (let m = l + 1; m <= depth; m++)
      gap -= (variances[m] ?? 0) * (coefficient(l, m) - coefficient(l - 1, m));
    const own = leaves - coefficient(l - 1, l);
    if (own > 1e-9 * leaves) variances[l] = gap / own;
  }
  return variances;
}
