import type { RoleView } from "@/lib/http/wire/runs.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";

/** positive ✓, negative ✕, unknown ?, `unlabelled`: never a label, as parts failed or are unknown, `open`: no value yet. */
export type NodeKind = "positive" | "negative" | "unknown" | "unlabelled" | "open";

/** The verdict that counts: an override wins over the judge. */
export const verdictOf = (node: TreeNode): TreeNode["verdict"] => node.override?.verdict ?? node.verdict;

export const isUnknownLeaf = (node: TreeNode, role: RoleView): boolean =>
  role.isLeaf && verdictOf(node) === "unknown";

/**
 * Which shape a node has. An unknown leaf is shown as unknown even where its value counts as 0. In a tree that has
 * grown nothing is open: what has no value there will have none, as all below it failed or is unknown.
 */
export function kindOf(node: TreeNode, role: RoleView, isGrown = false): NodeKind {
  if (isUnknownLeaf(node, role)) return "unknown";
  if (node.label !== null) return node.label;
  return node.value === null && !isGrown ? "open" : "unlabelled";
}

export const markOf: Readonly<Record<NodeKind, string>> = {
  positive: "✓",
  negative: "✕",
  unknown: "?",
  unlabelled: "–",
  open: "…",
};

export const wordOf: Readonly<Record<NodeKind, string>> = {
  positive: "positive",
  negative: "negative",
  unknown: "unknown",
  unlabelled: "no label, a part below failed or is unknown",
  open: "not finished",
};
