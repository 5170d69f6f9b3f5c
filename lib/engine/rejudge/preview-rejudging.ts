import type { Tx } from "../../../db/client.ts";
import { decisionsOnChosen, pairKeyOf } from "../../../db/queries/decisions.ts";
import { failuresOfTrees } from "../../../db/queries/failures.ts";
import { insertChanges } from "../../../db/queries/judge-changes.ts";
import { treesFrom } from "../../../db/queries/judgings.ts";
import { nodeShapes } from "../../../db/queries/nodes.ts";
import { changeRejudging, noCounts } from "../../../db/queries/rejudgings.ts";
import { getRun } from "../../../db/queries/runs.ts";
import type { JudgeChangeRow, RejudgedTreeRow, RejudgingRow } from "../../../db/rows.ts";
import { JudgeRule } from "../../http/wire/judge-rules.ts";
import type { Malthouse } from "../malthouse.ts";
import { policyOf } from "../run-policy.ts";
import { addCounts } from "./add-counts.ts";
import { type ComparedTree, compareTree } from "./compare-tree.ts";
import { judgeTrees } from "./judge-trees.ts";
import { orAborted } from "./or-aborted.ts";

/** Nodes in memory at once, with their texts; a tree that has more is taken alone. */
const nodesAtOnce = 400;

/** How many pairs that would be lost have a person's decision standing on them. */
async function countDecided(store: Tx, pairs: ComparedTree["pairsLost"]): Promise<number> {
  if (pairs.length === 0) return 0;
  const lost = new Set(pairs.map(pairKeyOf));
  const standing = await decisionsOnChosen(
    store,
    pairs.map(({ chosenNodeId }) => chosenNodeId),
  );
  return standing.filter((decision) => lost.has(pairKeyOf(decision))).length;
}

/**
 * Judges all stored answers of a run anew, some trees at a time, and stores what would change; nothing of the run is
 * touched and no endpoint is asked. Ends early where the rejudging is no longer being previewed.
 */
export async function previewRejudging(
  { store, judge }: Pick<Malthouse, "store" | "judge">,
  row: RejudgingRow,
  signal: AbortSignal,
): Promise<void> {
  const policy = policyOf(await getRun(store, row.runId));
  const roles = policy.protocol.roles.filter(({ isJudged }) => isJudged).map(({ name }) => name);
  const rule = row.to.rule === null ? null : JudgeRule.parse(row.to.rule);
  let [position, treesDone, counts] = [0, 0, noCounts];
  for (;;) {
    signal.throwIfAborted();
    const trees = await treesFrom(store, row.runId, position, nodesAtOnce);
    const last = trees.at(-1);
    if (!last) break;
    const ids = trees.map(({ id }) => id);
    const judgings = await orAborted(judgeTrees({ store, judge }, trees, roles, rule), signal);
    const shapes = Map.groupBy(await nodeShapes(store, ids), ({ treeId }) => treeId);
    const failures = Map.groupBy(await failuresOfTrees(store, ids), ({ treeId }) => treeId);
    const done: RejudgedTreeRow[] = [];
    const changes: JudgeChangeRow[] = [];
    for (const { id: treeId, position: at } of trees) {
      const failed = (failures.get(treeId) ?? []).map(({ path }) => path);
      const compared = compareTree(shapes.get(treeId) ?? [], failed, judgings, policy);
      const place = { rejudgingId: row.id, position: at, treeId };
      done.push({ ...place, stamps: compared.stamps });
      changes.push(...compared.changes.map((change) => ({ ...change, ...place })));
      counts = addCounts(counts, {
        ...compared.counts,
        decisions: await countDecided(store, compared.pairsLost),
      });
    }
    [position, treesDone] = [last.position + 1, treesDone + trees.length];
    signal.throwIfAborted();
    const isWanted = await store.transaction(async (tx) => {
      const progress = { treesDone, nextPosition: position, counts };
      if (!(await changeRejudging(tx, row.id, "previewing", progress))) return false;
      await insertChanges(tx, done, changes);
      return true;
    });
    if (!isWanted) return;
  }
  await changeRejudging(store, row.id, "previewing", { status: "previewed" });
}
