import { changesOfTree, rejudgedTreesFrom } from "../../../db/queries/judge-changes.ts";
import { saveJudgings, stampVersion } from "../../../db/queries/judgings.ts";
import { changeRejudging, getRejudging } from "../../../db/queries/rejudgings.ts";
import { getRun, updateRun } from "../../../db/queries/runs.ts";
import { getTree, lockTree } from "../../../db/queries/trees.ts";
import type { RejudgedTreeRow, RejudgingRow } from "../../../db/rows.ts";
import type { Malthouse } from "../malthouse.ts";
import { refreshTree } from "../refresh-tree.ts";
import { policyOf } from "../run-policy.ts";

const treesAtOnce = 50;
type Parts = Pick<Malthouse, "store" | "bus">;

/**
 * Applies a previewed rejudging, or takes an applied one back, from where it stands: a transaction a tree, so that a
 * stop leaves each tree whole and the next start goes on. The run names its new judge when the last tree is done.
 */
export async function carryRejudging(
  parts: Parts,
  { runId, id }: Pick<RejudgingRow, "runId" | "id">,
  signal: AbortSignal,
): Promise<void> {
  const { store, bus } = parts;
  const row = await getRejudging(store, runId, id);
  const { status } = row;
  if (status !== "applying" && status !== "undoing") return;
  let position = row.nextPosition;
  for (;;) {
    signal.throwIfAborted();
    const trees = await rejudgedTreesFrom(store, id, position, treesAtOnce);
    const last = trees.at(-1);
    if (!last) break;
    for (const tree of trees) {
      signal.throwIfAborted();
      if (!(await carryTree(parts, row, tree))) return;
    }
    position = last.position + 1;
    bus.publish({ runId, event: "progress" });
  }
  await store.transaction(async (tx) => {
    const now = new Date();
    const ended =
      status === "applying"
        ? ({ status: "applied", appliedAt: now } as const)
        : ({ status: "undone", undoneAt: now } as const);
    if (await changeRejudging(tx, id, status, ended))
      await updateRun(tx, runId, { judge: status === "applying" ? row.to : row.from });
  });
  bus.publish({ runId, event: "progress" });
}

/** One tree with all that follows from it; false where the rejudging was ended by somebody else. */
async function carryTree({ store, bus }: Parts, row: RejudgingRow, tree: RejudgedTreeRow): Promise<boolean> {
  const isApplying = row.status === "applying";
  const { treeId, position, stamps } = tree;
  const touched = await store.transaction(async (tx) => {
    await lockTree(tx, treeId);
    const now = await getRejudging(tx, row.runId, row.id);
    if (now.status !== row.status) return null;
    // Another process that took it up as well was here already.
    if (now.nextPosition > position) return "nothing";
    const changes = await changesOfTree(tx, row.id, position);
    await saveJudgings(
      tx,
      treeId,
      changes.map(({ nodeId, before, after }) => ({ nodeId, ...(isApplying ? after : before) })),
    );
    for (const [version, paths] of Object.entries(stamps))
      await stampVersion(tx, treeId, paths, isApplying ? row.to.judgeVersion : version);
    if (changes.length > 0) await refreshTree(tx, treeId, policyOf(await getRun(tx, row.runId)));
    await changeRejudging(tx, row.id, now.status, {
      treesDone: now.treesDone + 1,
      nextPosition: position + 1,
    });
    return changes.length > 0 ? (await getTree(tx, treeId)).status : "nothing";
  });
  if (touched !== null && touched !== "nothing")
    bus.publish({ runId: row.runId, event: "tree", data: { treeId, status: touched } });
  return touched !== null;
}
