import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { isInState } from "./bulk-decisions.ts";
import { countPairs, type PairState } from "./count-pairs.ts";
import { fillPairs, type ListedPair } from "./fill-pairs.ts";
import {
  arePair,
  chosenAndRejected,
  isInReach,
  pairColumns,
  type PairFilter,
  type Sides,
} from "./pair-filter.ts";
import { orderedBy, pairOrder, type PairOrder, type PairSort } from "./pair-order.ts";

const Place = z.tuple([z.number(), z.int32(), z.string(), z.int32(), z.int32()]);

/**
 * A page of a run's preference pairs, siblings one of which is positive and one negative (MALT §4.3), and how many
 * there are. Order: by tree, parents as a depth-first walk meets them, then chosen, then rejected; what `sort` names before that.
 * Throws malformed_request on a foreign cursor.
 */
export async function listPairs(
  store: Tx,
  {
    state = "all",
    sort = "index",
    seed = 0,
    cursor,
    limit,
    ...filter
  }: PairFilter & {
    state?: PairState | undefined;
    sort?: PairSort | undefined;
    /** Draws the random order. */
    seed?: number | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<ListedPair> & { readonly total: number }> {
  const { trees, questions, currentDecisions: current } = store.t;
  const sides = chosenAndRejected(store);
  const { chosen, rejected } = sides;
  const order = pairOrder(store, sides, { sort, seed, threshold: filter.threshold });
  // Only what the index of siblings carries: most orders visit every pair of the run.
  const rows = await store.db
    .select({
      ...pairColumns(store, sides),
      key: order.key ?? sql<number>`0`.mapWith(Number),
      position: trees.position,
      parentKey: chosen.parentKey,
      chosenOrdinal: chosen.ordinal,
      rejectedOrdinal: rejected.ordinal,
    })
    .from(trees)
    .innerJoin(questions, eq(questions.id, trees.questionId))
    .innerJoin(chosen, eq(chosen.treeId, trees.id))
    .innerJoin(rejected, arePair(sides, filter))
    .leftJoin(current, and(eq(current.chosenNodeId, chosen.id), eq(current.rejectedNodeId, rejected.id)))
    .where(
      and(
        isInReach(store, filter),
        isInState(store, state),
        cursor === undefined ? undefined : behind(store, sides, order, decodeCursor(cursor, Place)),
      ),
    )
    .orderBy(
      ...orderedBy(order, [
        asc(trees.position),
        asc(chosen.parentKey),
        asc(chosen.ordinal),
        asc(rejected.ordinal),
      ]),
    )
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, (last) => [
    last.key,
    last.position,
    last.parentKey,
    last.chosenOrdinal,
    last.rejectedOrdinal,
  ]);
  return {
    items: await fillPairs(store, items),
    nextCursor,
    total: (await countPairs(store, filter))[state],
  };
}

function behind(
  store: Tx,
  { chosen, rejected }: Sides,
  { key, isFalling }: PairOrder,
  [atKey, position, parentKey, chosenOrdinal, rejectedOrdinal]: z.infer<typeof Place>,
): SQL {
  const { trees } = store.t;
  const later = sql`(${trees.position}, ${chosen.parentKey}, ${chosen.ordinal}, ${rejected.ordinal}) > (${position}, ${parentKey}, ${chosenOrdinal}, ${rejectedOrdinal})`;
  // The first condition alone lets the index of the trees skip to the place.
  if (key === null) return sql`(${trees.position} >= ${position} and ${later})`;
  const at = sql`cast(${atKey} as double precision)`;
  return sql`(${key} ${isFalling ? sql`<` : sql`>`} ${at} or (${key} = ${at} and ${later}))`;
}
