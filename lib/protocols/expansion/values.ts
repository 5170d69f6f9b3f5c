import { compare, mean, one, zero } from "../../core/fraction.ts";
import { comparePaths, depthOf, parentPath, type Path } from "../../core/path.ts";
import type { Label, NodeValue, ShapeNode, TreeShape } from "../../core/tree.ts";
import type { LabelPolicy, RoleSpec, ValuePolicy } from "../protocol.ts";
import type { Branching } from "./branching.ts";

/** Nodes by the path of their parent, in path order; "" holds the first row. */
export function childrenByParent(nodes: readonly ShapeNode[]): ReadonlyMap<Path, readonly ShapeNode[]> {
  const groups = new Map<Path, ShapeNode[]>();
  for (const node of [...nodes].sort((a, b) => comparePaths(a.path, b.path))) {
    const parent = parentPath(node.path);
    const group = groups.get(parent);
    if (group) group.push(node);
    else groups.set(parent, [node]);
  }
  return groups;
}

function leafValue(node: ShapeNode, policy: ValuePolicy): NodeValue {
  const isKnown = node.verdict === "correct" || node.verdict === "incorrect";
  const isCorrect = node.verdict === "correct";
  return {
    value: !isKnown && policy.unknownLeaves === "exclude" ? null : isCorrect ? one : zero,
    leaves: 1,
    correctLeaves: isCorrect ? 1 : 0,
    isIncomplete: false,
    isFinished: true,
  };
}

/**
 * Exact values by backup (MALT §4.2): a leaf is worth 1 when its verdict is correct, else 0; a parent the mean of
 * its children's values, global pooling. A value is carried as a fraction and never re-derived from leaf counts:
 * under "exclude" the mean of 1/1 and 1/3 is 2/3, though 2 of 4 leaves are right.
 */
export function values(
  roles: readonly RoleSpec[],
  record: TreeShape,
  config: Branching | null,
  policy: ValuePolicy,
): ReadonlyMap<Path, NodeValue> {
  const children = childrenByParent(record.nodes);
  const failedUnder = new Map<Path, number>();
  for (const path of record.failed) {
    const parent = parentPath(path);
    failedUnder.set(parent, (failedUnder.get(parent) ?? 0) + 1);
  }
  const result = new Map<Path, NodeValue>();
  const visit = (node: ShapeNode): NodeValue => {
    const value = depthOf(node.path) === roles.length ? leafValue(node, policy) : backUp(node);
    result.set(node.path, value);
    return value;
  };
  const backUp = (node: ShapeNode): NodeValue => {
    const below = (children.get(node.path) ?? []).map(visit);
    const failures = failedUnder.get(node.path) ?? 0;
    const childRole = roles[depthOf(node.path)]?.name;
    const planned =
      config && childRole !== undefined ? (config.branching[childRole] ?? 0) : below.length + failures;
    const isFinished = below.length + failures >= planned && below.every((child) => child.isFinished);
    const known = below.flatMap((child) => (child.value === null ? [] : [child.value]));
    return {
      value: isFinished ? mean(known) : null,
      leaves: below.reduce((sum, child) => sum + child.leaves, 0),
      correctLeaves: below.reduce((sum, child) => sum + child.correctLeaves, 0),
      isIncomplete: failures > 0 || below.some((child) => child.isIncomplete),
      isFinished,
    };
  };
  for (const node of children.get("") ?? []) visit(node);
  return result;
}

/** Positive strictly above the threshold, negative else; null without a value, or incomplete where those are excluded. */
export function labels(
  nodeValues: ReadonlyMap<Path, NodeValue>,
  policy: LabelPolicy,
): ReadonlyMap<Path, Label | null> {
  const result = new Map<Path, Label | null>();
  for (const [path, { value, isIncomplete }] of nodeValues) {
    const isLeftOut = value === null || (isIncomplete && policy.incomplete === "exclude");
    result.set(path, isLeftOut ? null : compare(value, policy.threshold) > 0 ? "positive" : "negative");
  }
  return result;
}

/**
 * Local pooling (MALT A.5), for comparison: a leaf's own label; above, positive when more than half of the
 * children that carry a local label carry a positive one. Null where the node itself has no label.
 */
export function localLabels(
  record: TreeShape,
  nodeLabels: ReadonlyMap<Path, Label | null>,
): ReadonlyMap<Path, Label | null> {
  const children = childrenByParent(record.nodes);
  const result = new Map<Path, Label | null>();
  const visit = (node: ShapeNode): Label | null => {
    const below = (children.get(node.path) ?? []).map(visit).filter((label) => label !== null);
    const own = nodeLabels.get(node.path) ?? null;
    const positive = below.filter((label) => label === "positive").length;
    const local =
      own === null || below.length === 0 ? own : 2 * positive > below.length ? "positive" : "negative";
    result.set(node.path, local);
    return local;
  };
  for (const node of children.get("") ?? []) visit(node);
  return result;
}
