import { ancestorPaths, type Path } from "../../core/path.ts";
import type { Label, NodeValue, TreeShape } from "../../core/tree.ts";
import type { LabelledNode, RoleSpec, TrainingRow } from "../protocol.ts";
import { pairs } from "./pairs.ts";
import { childrenByParent } from "./values.ts";

/**
 * What a tree gives to training: every positive as a supervised row, every pair as a preference row, every labelled
 * node as an unpaired one, every way from an answer to a leaf whose nodes are all labelled, and its question.
 * `isPaired` tells the positives that occur in a pair apart: the paper's text and its Algorithm 1 differ on whether
 * the others count (MALT, section 4.3).
 */
export function rows(
  roles: readonly RoleSpec[],
  record: TreeShape,
  values: ReadonlyMap<Path, NodeValue>,
  labels: ReadonlyMap<Path, Label | null>,
): readonly TrainingRow[] {
  const preference = pairs(record, values, labels);
  const paired = new Set(preference.map((pair) => pair.chosen));
  const labelled = [...childrenByParent(record.nodes).values()].flat().flatMap(({ role, path }) => {
    const [value, label] = [values.get(path)?.value, labels.get(path)];
    return value && label ? [{ role, path, value, isPositive: label === "positive" }] : [];
  });
  const positives = labelled.filter(({ isPositive }) => isPositive);
  return [
    ...positives.map(({ role, path, value }): TrainingRow => {
      return { kind: "sft", role, path, value, isPaired: paired.has(path) };
    }),
    ...preference.map((pair): TrainingRow => ({ kind: "dpo", ...pair })),
    ...labelled.map((node): TrainingRow => ({ kind: "kto", ...node })),
    ...trajectories(roles, labelled),
    ...roles.slice(0, 1).map(({ name }): TrainingRow => ({ kind: "grpo", role: name })),
  ];
}

function trajectories(roles: readonly RoleSpec[], labelled: readonly LabelledNode[]): TrainingRow[] {
  const leafRole = roles.at(-1)?.name;
  const byPath = new Map(labelled.map((node) => [node.path, node]));
  return labelled.flatMap((leaf): TrainingRow[] => {
    if (leaf.role !== leafRole) return [];
    const turns = [...ancestorPaths(leaf.path), leaf.path].flatMap((path) => byPath.get(path) ?? []);
    return turns.length === roles.length ? [{ kind: "step", role: leaf.role, turns }] : [];
  });
}
