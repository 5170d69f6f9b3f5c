import { eq, sql } from "drizzle-orm";
import { comparePaths, depthOf } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import type { FailureRow } from "../rows.ts";
import { selectRows } from "../select-rows.ts";
import { storable } from "../storable.ts";
import { inChunks } from "./in-chunks.ts";

/** Records that a part of a tree failed for good; the last word on a path stands. */
export async function insertFailure(tx: Tx, failure: Omit<FailureRow, "id">): Promise<void> {
  const { failures } = tx.t;
  await tx.db
    .insert(failures)
    .values({ id: newId("failure"), ...storable(failure) })
    .onConflictDoUpdate({
      target: [failures.treeId, failures.path],
      set: {
        code: sql`excluded.code`,
        message: sql`excluded.message`,
        attempts: sql`excluded.attempts`,
        at: sql`excluded.at`,
      },
    });
}

/** Forgets the failed parts of a run, so that they can be tried again; returns the trees they were in. */
export async function deleteFailures(tx: Tx, runId: string): Promise<string[]> {
  const { failures } = tx.t;
  const gone = await tx.db
    .delete(failures)
    .where(eq(failures.runId, runId))
    .returning({ treeId: failures.treeId });
  return [...new Set(gone.map((failure) => failure.treeId))];
}

const failureKeys = [
  "id",
  "runId",
  "treeId",
  "path",
  "role",
  "code",
  "message",
  "attempts",
  "at",
] as const satisfies readonly (keyof FailureRow)[];

/** The failed parts of trees, shallow ones first, then in path order. */
export async function failuresOfTrees(store: Tx, treeIds: readonly string[]): Promise<FailureRow[]> {
  const { failures } = store.t;
  const found: FailureRow[] = [];
  for (const some of inChunks(treeIds, 500)) {
    found.push(...(await selectRows(store, failures, failureKeys, { treeId: some })));
  }
  return found.sort((a, b) => depthOf(a.path) - depthOf(b.path) || comparePaths(a.path, b.path));
}
