import type { Store } from "../../db/client.ts";
import { treesById } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import type { ActiveRun, Waiting } from "./active-run.ts";

/** Why a run stands still once its trial tree is closed. */
export const trialOver: Waiting = {
  for: "user",
  until: null,
  reason: "The trial has ended: one question is grown. Look at it, then grow the rest.",
};

/** Whether a tree of the run may grow: in a trial only the one. */
export const mayGrow = ({ row }: Pick<ActiveRun, "row">, treeId: string): boolean =>
  row.trialTreeId === null || row.trialTreeId === treeId;

/** Whether the run is in a trial whose tree is closed: what a stop between closing and pausing leaves. */
export async function isTrialOver(store: Store, { trialTreeId }: RunRow): Promise<boolean> {
  if (trialTreeId === null) return false;
  const status = (await treesById(store, [trialTreeId])).get(trialTreeId)?.status;
  return status !== "waiting" && status !== "growing";
}
