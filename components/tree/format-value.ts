import type { TreeNode } from "@/lib/http/wire/trees.ts";

type Valued = Pick<
  TreeNode,
  "valueNumerator" | "valueDenominator" | "leaves" | "correctLeaves" | "incomplete"
>;

/**
 * A node's value in print: over its leaves where that is the same number (5/9, 3/9), else reduced.
 * A value is never re-derived from leaf counts: they only lend the denominator. Null without a value.
 */
export function formatValue(node: Valued): string | null {
  const { valueNumerator: top, valueDenominator: bottom, leaves, correctLeaves } = node;
  if (top === null || bottom === null) return null;
  if (leaves <= 1) return reduced(top, bottom);
  const isPooled =
    !node.incomplete && BigInt(top) * BigInt(leaves) === BigInt(bottom) * BigInt(correctLeaves);
  return isPooled ? `${correctLeaves}/${leaves}` : reduced(top, bottom);
}

/** "5/9", or "1" where the denominator is 1. */
export const reduced = (top: number, bottom: number): string =>
  bottom === 1 ? String(top) : `${top}/${bottom}`;
