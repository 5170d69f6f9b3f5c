import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { NodeShape } from "../rows.ts";
import { decisionsOnChosen, pairKeyOf, type PairKey } from "./decisions.ts";
import { inChunks } from "./in-chunks.ts";

/**
 * Those of the given that cannot be decided: no pair under the run's threshold (by the cached labels) and without
 * a standing decision. In their order.
 */
export async function findUnpaired<Key extends PairKey>(
  tx: Tx,
  runId: string,
  keys: readonly Key[],
): Promise<Key[]> {
  const nodes = await labelsOf(
    tx,
    runId,
    keys.flatMap((key) => [key.chosenNodeId, key.rejectedNodeId]),
  );
  const strangers = keys.filter(
    (key) => !arePaired(nodes.get(key.chosenNodeId), nodes.get(key.rejectedNodeId)),
  );
  if (strangers.length === 0) return [];
  const decided = await decisionsOnChosen(
    tx,
    strangers.map((key) => key.chosenNodeId),
  );
  const known = new Set(decided.filter((decision) => decision.runId === runId).map(pairKeyOf));
  return strangers.filter((key) => !known.has(pairKeyOf(key)));
}

/** Whether two nodes of a run are a pair under its threshold; a standing decision is not enough. */
export async function isPair(
  tx: Tx,
  runId: string,
  chosenNodeId: string,
  rejectedNodeId: string,
): Promise<boolean> {
  const nodes = await labelsOf(tx, runId, [chosenNodeId, rejectedNodeId]);
  return arePaired(nodes.get(chosenNodeId), nodes.get(rejectedNodeId));
}

type Labelled = Pick<NodeShape, "id" | "treeId" | "parentKey" | "role" | "label">;

const arePaired = (chosen: Labelled | undefined, rejected: Labelled | undefined): boolean =>
  chosen?.label === "positive" &&
  rejected?.label === "negative" &&
  chosen.treeId === rejected.treeId &&
  chosen.parentKey === rejected.parentKey &&
  chosen.role === rejected.role;

async function labelsOf(tx: Tx, runId: string, ids: readonly string[]): Promise<Map<string, Labelled>> {
  const { nodes } = tx.t;
  const columns = {
    id: nodes.id,
    treeId: nodes.treeId,
    parentKey: nodes.parentKey,
    role: nodes.role,
    label: nodes.label,
  };
  const found = new Map<string, Labelled>();
  for (const some of inChunks([...new Set(ids)], 500)) {
    const rows = await tx.db
      .select(columns)
      .from(nodes)
      .where(and(inArray(nodes.id, some), eq(nodes.runId, runId)));
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
