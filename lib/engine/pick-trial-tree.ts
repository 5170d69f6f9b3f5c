import type { Store } from "../../db/client.ts";
import { openTrees } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";

/**
 * The tree that a trial of a run grows: the one it began with, else the first that waits. Throws `wrong_state` where none
 * is left, or where others are half grown, which a trial would leave lying.
 */
export async function pickTrialTree(store: Store, run: RunRow): Promise<string> {
  const open = await openTrees(store, run.id);
  if (open.some(({ id, status }) => status === "growing" && id !== run.trialTreeId))
    throw new MalthouseError(
      "wrong_state",
      `The run ${run.name} has begun to grow more than one tree: resume grows them on.`,
    );
  const tree = open.find(({ id }) => id === run.trialTreeId) ?? open[0];
  if (!tree) throw new MalthouseError("wrong_state", `The run ${run.name} has no question left to try.`);
  return tree.id;
}
