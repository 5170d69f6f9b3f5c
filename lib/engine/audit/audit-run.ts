import { setImmediate } from "node:timers/promises";
import type { Store } from "../../../db/client.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { treesToAudit } from "../../../db/queries/suspicions.ts";
import { scorerVersion } from "../../judge/audit/suspect-leaves.ts";
import { policyOf } from "../run-policy.ts";
import { auditTrees } from "./audit-trees.ts";

/** As many as one transaction of some tens of milliseconds takes. */
const treesAtOnce = 4;

/**
 * Looks at ended trees of a run that the audit has not seen as they are now, `most` at most, a few a transaction.
 * Answers how many. Stops between transactions once `isStopped` says so.
 */
export async function auditRun(
  store: Store,
  runId: string,
  {
    most = Number.POSITIVE_INFINITY,
    isStopped = () => false,
  }: { most?: number; isStopped?: () => boolean } = {},
): Promise<number> {
  let seen = 0;
  while (seen < most && !isStopped()) {
    const policy = policyOf(await getRun(store, runId));
    const trees = await treesToAudit(store, runId, scorerVersion, Math.min(treesAtOnce, most - seen));
    if (trees.length === 0) break;
    const ids = trees.map(({ id }) => id);
    await store.transaction((tx) => auditTrees(tx, ids, policy));
    seen += trees.length;
    await setImmediate();
  }
  return seen;
}
