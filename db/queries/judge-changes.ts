import { and, asc, eq, gte, isNull, ne, or, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Verdict } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import type { JudgeChangeRow, RejudgedTreeRow } from "../rows.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 500;

/** Stores trees that a rejudging went through, with what changes in them. */
export async function insertChanges(
  tx: Tx,
  trees: readonly RejudgedTreeRow[],
  changes: readonly JudgeChangeRow[],
): Promise<void> {
  const { rejudgedTrees, judgeChanges } = tx.t;
  for (const some of inChunks(trees, chunk)) await tx.db.insert(rejudgedTrees).values(some);
  for (const some of inChunks(changes, chunk)) await tx.db.insert(judgeChanges).values(some);
}

/** The trees of a rejudging from a position on, in run order. */
export async function rejudgedTreesFrom(
  store: Tx,
  rejudgingId: string,
  position: number,
  limit: number,
): Promise<RejudgedTreeRow[]> {
  const { rejudgedTrees } = store.t;
  return await store.db
    .select()
    .from(rejudgedTrees)
    .where(and(eq(rejudgedTrees.rejudgingId, rejudgingId), gte(rejudgedTrees.position, position)))
    .orderBy(asc(rejudgedTrees.position))
    .limit(limit);
}

/** All that a rejudging changes in one tree, in path order. */
export async function changesOfTree(
  store: Tx,
  rejudgingId: string,
  position: number,
): Promise<JudgeChangeRow[]> {
  const { judgeChanges } = store.t;
  return await store.db
    .select()
    .from(judgeChanges)
    .where(and(eq(judgeChanges.rejudgingId, rejudgingId), eq(judgeChanges.position, position)))
    .orderBy(asc(judgeChanges.pathKey));
}

export type ChangeFilter = {
  /** "verdicts" (left out): the verdict changes; "details": only how it was reached; "all": both. */
  readonly kind?: "verdicts" | "details" | "all" | undefined;
  readonly role?: string | undefined;
  /** "none": had no verdict. */
  readonly from?: Verdict | "none" | undefined;
  readonly to?: Verdict | undefined;
  readonly reason?: string | undefined;
};

const Place = z.tuple([z.int32(), z.string()]);

/** A page of what a rejudging changes, by tree, then path. Throws malformed_request on a foreign cursor. */
export async function listChanges(
  store: Tx,
  rejudgingId: string,
  { cursor, limit, ...filter }: ChangeFilter & { cursor?: string | undefined; limit: number },
): Promise<Page<JudgeChangeRow>> {
  const { judgeChanges } = store.t;
  const rows = await store.db
    .select()
    .from(judgeChanges)
    .where(
      and(
        eq(judgeChanges.rejudgingId, rejudgingId),
        ...conditions(store, filter),
        cursor === undefined ? undefined : behind(store, decodeCursor(cursor, Place)),
      ),
    )
    .orderBy(asc(judgeChanges.position), asc(judgeChanges.pathKey))
    .limit(limit + 1);
  return pageOf(rows, limit, (last) => [last.position, last.pathKey]);
}

function conditions(store: Tx, filter: ChangeFilter): (SQL | undefined)[] {
  const { judgeChanges: change } = store.t;
  const { kind = "verdicts", role, from, to, reason } = filter;
  return [
    kind === "verdicts"
      ? or(isNull(change.fromVerdict), ne(change.fromVerdict, change.toVerdict))
      : kind === "details"
        ? eq(change.fromVerdict, change.toVerdict)
        : undefined,
    role === undefined ? undefined : eq(change.role, role),
    from === undefined
      ? undefined
      : from === "none"
        ? isNull(change.fromVerdict)
        : eq(change.fromVerdict, from),
    to === undefined ? undefined : eq(change.toVerdict, to),
    reason === undefined ? undefined : eq(change.reason, reason),
  ];
}

const behind = (store: Tx, [position, pathKey]: z.infer<typeof Place>): SQL =>
  sql`(${store.t.judgeChanges.position}, ${store.t.judgeChanges.pathKey}) > (${position}, ${pathKey})`;
