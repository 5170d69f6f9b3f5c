import { isPair, outputsOf } from "./candidate.ts";
import type { SelectedRow } from "./select-each.ts";

/**
 * The provenance of one data row; `row` counts from 0 in `file`. Of a pair it says what was exported, after a swap; of a
 * way through the tree all its nodes, the leaf as `nodeId`; of a question no node. Labels stand where the row has them.
 */
export function provenanceOf({ candidate, split, file }: SelectedRow, row: number): Record<string, unknown> {
  const { kind, role, runId, treeId, questionId } = candidate;
  const place = { file, row, kind, role, split, runId, treeId, questionId };
  if (isPair(candidate)) {
    const { chosen, rejected, decision } = candidate;
    return {
      ...place,
      chosenNodeId: chosen.nodeId,
      rejectedNodeId: rejected.nodeId,
      chosenValue: chosen.value,
      rejectedValue: rejected.value,
      decision,
    };
  }
  const last = outputsOf(candidate).at(-1);
  return {
    ...place,
    nodeId: last?.nodeId ?? null,
    value: last?.value ?? null,
    ...(candidate.kind === "kto" && { label: candidate.isPositive }),
    ...(candidate.kind === "step" && {
      nodeIds: outputsOf(candidate).map(({ nodeId }) => nodeId),
      values: outputsOf(candidate).map(({ value }) => value),
      labels: candidate.turns.map(({ isPositive }) => isPositive),
    }),
  };
}
