import { and, asc, eq, isNull, ne, or, sql, count } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { fillPairs, type ListedPair } from "./fill-pairs.ts";
import { chosenAndRejected, pairColumns } from "./pair-filter.ts";

/**
 * Pairs of a run that somebody decided on and that are none now, by the cached labels: the threshold, a verdict or a
 * policy has changed. Their decisions stand and count again once they are pairs. Order: by ids of the nodes.
 * A value is 0 where a node has none now. Throws malformed_request on a foreign cursor.
 */
export async function listVanished(
  store: Tx,
  runId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<ListedPair> & { readonly total: number }> {
  const { trees, currentDecisions: current } = store.t;
  const sides = chosenAndRejected(store);
  const { chosen, rejected } = sides;
  const from = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string(), z.string()]));
  const isVanished = and(
    eq(current.runId, runId),
    or(
      isNull(chosen.label),
      ne(chosen.label, "positive"),
      isNull(rejected.label),
      ne(rejected.label, "negative"),
    ),
  );
  const rows = await store.db
    .select(pairColumns(store, sides))
    .from(current)
    .innerJoin(chosen, eq(chosen.id, current.chosenNodeId))
    .innerJoin(rejected, eq(rejected.id, current.rejectedNodeId))
    .innerJoin(trees, eq(trees.id, chosen.treeId))
    .where(and(isVanished, from ? sql`(${chosen.id}, ${rejected.id}) > (${from[0]}, ${from[1]})` : undefined))
    .orderBy(asc(chosen.id), asc(rejected.id))
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, (last) => [last.chosenNodeId, last.rejectedNodeId]);
  const [all] = await store.db
    .select({ pairs: count() })
    .from(current)
    .innerJoin(chosen, eq(chosen.id, current.chosenNodeId))
    .innerJoin(rejected, eq(rejected.id, current.rejectedNodeId))
    .where(isVanished);
  return { items: await fillPairs(store, items), nextCursor, total: all?.pairs ?? 0 };
}
