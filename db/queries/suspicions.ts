import { and, asc, count, eq, gt, inArray, isNull, ne, or, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../client.ts";
import { decodeCursor, pageOf, type Page } from "../cursor.ts";
import { sumOf } from "../fragments.ts";
import type { SuspicionRow } from "../rows.ts";
import { storable } from "../storable.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 500;
const ended = ["completed", "failed"] as const;

/** Ended trees of a run that this scorer has not looked at since something of them changed; at most `limit`. */
export async function treesToAudit(
  store: Tx,
  runId: string,
  scorer: string,
  limit: number,
): Promise<{ id: string; position: number; questionId: string }[]> {
  const { trees } = store.t;
  const ofScorer = (scored: SQL | undefined) =>
    store.db
      .select({ id: trees.id, position: trees.position, questionId: trees.questionId })
      .from(trees)
      .where(and(eq(trees.runId, runId), scored, inArray(trees.status, [...ended])))
      .limit(limit);
  const fresh = await ofScorer(isNull(trees.auditedBy));
  return fresh.length > 0 ? fresh : await ofScorer(ne(trees.auditedBy, scorer));
}

/** How many trees of a run `treesToAudit` would give in all. */
export async function countTreesToAudit(store: Tx, runId: string, scorer: string): Promise<number> {
  const { trees } = store.t;
  const [row] = await store.db
    .select({ trees: count() })
    .from(trees)
    .where(
      and(
        eq(trees.runId, runId),
        or(isNull(trees.auditedBy), ne(trees.auditedBy, scorer)),
        inArray(trees.status, [...ended]),
      ),
    );
  return row?.trees ?? 0;
}

/** Has the audit look at these trees again: something beside their verdicts changed, such as a vote or a gold. */
export async function markUnaudited(tx: Tx, treeIds: readonly string[]): Promise<void> {
  const { trees } = tx.t;
  for (const some of inChunks(treeIds, chunk))
    await tx.db.update(trees).set({ auditedBy: null }).where(inArray(trees.id, some));
}

/** Puts what a scorer found in these trees in place of what was found before. Give a `tx`, and hold the trees. */
export async function saveSuspicions(
  tx: Tx,
  treeIds: readonly string[],
  scorer: string,
  found: readonly SuspicionRow[],
): Promise<void> {
  const { suspicions, trees } = tx.t;
  for (const some of inChunks(treeIds, chunk)) {
    await tx.db.delete(suspicions).where(inArray(suspicions.treeId, some));
    await tx.db.update(trees).set({ auditedBy: scorer }).where(inArray(trees.id, some));
  }
  for (const some of inChunks(found, chunk)) await tx.db.insert(suspicions).values(storable(some));
}

/** The texts of leaves of trees, by node id. */
export async function leafTexts(
  store: Tx,
  treeIds: readonly string[],
  roles: readonly string[],
): Promise<Map<string, string>> {
  const { nodes } = store.t;
  const rows = await store.db
    .select({ id: nodes.id, text: nodes.text })
    .from(nodes)
    .where(and(inArray(nodes.treeId, [...treeIds]), inArray(nodes.role, [...roles])));
  return new Map(rows.map(({ id, text }) => [id, text]));
}

export const suspectEffects = ["labels", "pairs", "none"] as const;
export type SuspectEffect = (typeof suspectEffects)[number];
export type SuspectFilter = {
  /** The strongest signal. */
  readonly signal?: string | undefined;
  /** What turning the leaf would change: a label, a pair, or neither. */
  readonly effect?: SuspectEffect | undefined;
};

function effectOf({ t: { suspicions } }: Tx, effect: SuspectEffect): SQL {
  const pairs = sql`${suspicions.pairsAdded} + ${suspicions.pairsRemoved} > 0`;
  if (effect === "labels") return gt(suspicions.labels, 0);
  return effect === "pairs" ? pairs : sql`(${suspicions.labels} = 0 and not (${pairs}))`;
}

const wantedOf = (store: Tx, runId: string, { signal, effect }: SuspectFilter): SQL | undefined =>
  and(
    eq(store.t.suspicions.runId, runId),
    signal === undefined ? undefined : eq(store.t.suspicions.signal, signal),
    effect && effectOf(store, effect),
  );

const Place = z.tuple([z.int32(), z.int32(), z.string()]);

/** Suspect leaves of a run, best first, then in run order. Throws malformed_request on a foreign cursor. */
export async function listSuspects(
  store: Tx,
  runId: string,
  { cursor, limit, ...filter }: SuspectFilter & { cursor?: string | undefined; limit: number },
): Promise<Page<SuspicionRow>> {
  const { suspicions } = store.t;
  const { rank, position, pathKey } = suspicions;
  const [atRank, atPosition, atPath] = cursor === undefined ? [null, 0, ""] : decodeCursor(cursor, Place);
  const rows = await store.db
    .select()
    .from(suspicions)
    .where(
      and(
        wantedOf(store, runId, filter),
        atRank === null
          ? undefined
          : or(
              gt(rank, atRank),
              and(eq(rank, atRank), gt(position, atPosition)),
              and(eq(rank, atRank), eq(position, atPosition), gt(pathKey, atPath)),
            ),
      ),
    )
    .orderBy(asc(rank), asc(position), asc(pathKey))
    .limit(limit + 1);
  return pageOf(rows, limit, (last) => [last.rank, last.position, last.pathKey]);
}

/** How many suspects a run has, of its trees that were looked at. */
export async function totalSuspects(store: Tx, runId: string): Promise<number> {
  const { suspicions } = store.t;
  const [row] = await store.db
    .select({ leaves: count() })
    .from(suspicions)
    .where(eq(suspicions.runId, runId));
  return row?.leaves ?? 0;
}

export type SuspectCounts = {
  readonly total: number;
  readonly signals: Readonly<Record<string, number>>;
  readonly effects: Readonly<Record<SuspectEffect, number>>;
};

/** How many suspects each filter would list; one pass over an index. */
export async function countSuspects(store: Tx, runId: string): Promise<SuspectCounts> {
  const { suspicions } = store.t;
  const having = (effect: SuspectEffect) =>
    sumOf(sql`case when ${effectOf(store, effect)} then 1 else 0 end`);
  const rows = await store.db
    .select({
      signal: suspicions.signal,
      leaves: count(),
      labels: having("labels"),
      pairs: having("pairs"),
      none: having("none"),
    })
    .from(suspicions)
    .where(eq(suspicions.runId, runId))
    .groupBy(suspicions.signal);
  const sum = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  return {
    total: sum((row) => row.leaves),
    signals: Object.fromEntries(rows.map(({ signal, leaves }) => [signal, leaves])),
    effects: {
      labels: sum((row) => row.labels),
      pairs: sum((row) => row.pairs),
      none: sum((row) => row.none),
    },
  };
}

/** Suspects by node id; what is none is left out. */
export async function suspicionsOf(
  store: Tx,
  nodeIds: readonly string[],
): Promise<Map<string, SuspicionRow>> {
  const { suspicions } = store.t;
  const found = new Map<string, SuspicionRow>();
  for (const some of inChunks(nodeIds, chunk))
    for (const row of await store.db.select().from(suspicions).where(inArray(suspicions.nodeId, some)))
      found.set(row.nodeId, row);
  return found;
}

/** How many suspects of a run share each of these keys. */
export async function countAlike(
  store: Tx,
  runId: string,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const { suspicions } = store.t;
  if (keys.length === 0) return new Map();
  const rows = await store.db
    .select({ key: suspicions.alikeKey, leaves: count() })
    .from(suspicions)
    .where(and(eq(suspicions.runId, runId), inArray(suspicions.alikeKey, [...new Set(keys)])))
    .groupBy(suspicions.alikeKey);
  return new Map(rows.flatMap(({ key, leaves }) => (key === null ? [] : [[key, leaves] as const])));
}

/** The trees of a run that hold a suspect with this key, in run order; at most `limit`. */
export async function treesAlike(
  store: Tx,
  runId: string,
  key: string,
  limit: number,
): Promise<{ id: string; position: number }[]> {
  const { suspicions } = store.t;
  return await store.db
    .selectDistinct({ id: suspicions.treeId, position: suspicions.position })
    .from(suspicions)
    .where(and(eq(suspicions.runId, runId), eq(suspicions.alikeKey, key)))
    .orderBy(asc(suspicions.position))
    .limit(limit);
}
