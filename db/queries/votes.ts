import { and, asc, desc, eq, getTableColumns, gt, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import type { Verdict } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { newId } from "../new-id.ts";
import type { VoteRow } from "../rows.ts";
import { storable } from "../storable.ts";
import { markUnaudited } from "./suspicions.ts";

export type NewVote = Omit<VoteRow, "id">;
/** A vote without what was sent; where its node stands, and its question in the run (from 0). */
export type ListedVote = Omit<VoteRow, "messages"> & { readonly path: string; readonly index: number };

/** Adds a vote; nothing else of its node changes, but the audit looks at its tree again. */
export async function insertVote(tx: Tx, vote: NewVote): Promise<VoteRow> {
  const row: VoteRow = { ...storable(vote), id: newId("vote") };
  await tx.db.insert(tx.t.votes).values(row);
  await markUnaudited(tx, [vote.treeId]);
  return row;
}

type PageAsked = { readonly cursor?: string | undefined; readonly limit: number };
export type VoteFilter = PageAsked & { readonly vote?: Verdict | undefined };

/** The votes on a node, newest first. Throws malformed_request on a foreign cursor. */
export async function votesOfNode(
  store: Tx,
  nodeId: string,
  { cursor, limit }: PageAsked,
): Promise<Page<VoteRow>> {
  const { votes } = store.t;
  const rows = await store.db
    .select()
    .from(votes)
    .where(
      and(
        eq(votes.nodeId, nodeId),
        cursor === undefined ? undefined : lt(votes.id, decodeCursor(cursor, z.tuple([z.string()]))[0]),
      ),
    )
    .orderBy(desc(votes.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (last) => [last.id]);
}

/** The votes of a run, first to last. Throws malformed_request on a foreign cursor. */
export async function listVotes(
  store: Tx,
  runId: string,
  { cursor, limit, vote }: VoteFilter,
): Promise<Page<ListedVote>> {
  const { votes, nodes, trees } = store.t;
  const { messages: _messages, ...columns } = getTableColumns(votes);
  const rows = await store.db
    .select({ ...columns, path: nodes.path, index: trees.position })
    .from(votes)
    .innerJoin(nodes, eq(nodes.id, votes.nodeId))
    .innerJoin(trees, eq(trees.id, votes.treeId))
    .where(
      and(
        eq(votes.runId, runId),
        vote === undefined ? undefined : eq(votes.vote, vote),
        cursor === undefined ? undefined : gt(votes.id, decodeCursor(cursor, z.tuple([z.string()]))[0]),
      ),
    )
    .orderBy(asc(votes.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (last) => [last.id]);
}

/** The newest vote on each of some trees' nodes that is no "unknown", by node. */
export async function newestVotes(store: Tx, treeIds: readonly string[]): Promise<Map<string, Verdict>> {
  const { votes, nodes } = store.t;
  const rows = await store.db
    .select({ nodeId: votes.nodeId, vote: votes.vote })
    .from(nodes)
    .innerJoin(votes, eq(votes.nodeId, nodes.id))
    .where(inArray(nodes.treeId, [...treeIds]))
    .orderBy(asc(votes.id));
  return new Map(rows.flatMap(({ nodeId, vote }) => (vote === "unknown" ? [] : [[nodeId, vote] as const])));
}
