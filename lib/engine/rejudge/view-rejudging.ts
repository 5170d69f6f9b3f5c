import type { RejudgingRow, RunRow } from "../../../db/rows.ts";
import type { RejudgingCounts } from "../../../db/stored-types.ts";
import type { Rejudging } from "../../http/wire/rejudgings.ts";
import { judgeOfRun } from "../run-judge.ts";

const pairOf = ([before, after]: readonly [number, number]) => ({ before, after });

/** What judging again changes, as the contract shows it. */
export const viewCounts = (counts: RejudgingCounts): Rejudging["counts"] => ({
  ...counts,
  moves: [...counts.moves],
  correctLeaves: pairOf(counts.correctLeaves),
  unknownLeaves: pairOf(counts.unknownLeaves),
});

/** A rejudging as the contract shows it. */
export function viewRejudging(row: RejudgingRow, { config }: Pick<RunRow, "config">): Rejudging {
  return {
    id: row.id,
    runId: row.runId,
    status: row.status,
    from: judgeOfRun({ judge: row.from, config }),
    to: judgeOfRun({ judge: row.to, config }),
    treesDone: row.treesDone,
    treesTotal: row.treesTotal,
    counts: viewCounts(row.counts),
    author: row.author,
    message: row.message,
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  };
}
