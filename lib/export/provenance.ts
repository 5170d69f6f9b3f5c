import type { SelectedRow } from "./select-rows.ts";

/** The provenance of one data row; `row` counts from 0 in `file`. Of a pair it says what was exported, after a swap. */
export function provenanceOf({ candidate, split, file }: SelectedRow, row: number): Record<string, unknown> {
  const { kind, role, runId, treeId, questionId } = candidate;
  const place = { file, row, kind, role, split, runId, treeId, questionId };
  if (candidate.kind === "sft")
    return { ...place, nodeId: candidate.output.nodeId, value: candidate.output.value };
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
