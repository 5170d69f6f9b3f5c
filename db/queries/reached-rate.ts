import { and, desc, eq, gte, isNotNull } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { readsField } from "./reads-field.ts";

const newestRuns = 20;
/** A shorter run is mostly beginning and end, when little is asked at once. */
const fewestCompletions = 200;

/**
 * Completions a second, at most, over a whole run: of the newest completed ones of a protocol whose roles all asked the
 * same models of the same endpoints. A run that was paused seems slower than it was, so the quickest counts. Null where
 * there is none of 200 completions.
 */
export async function reachedRate(
  store: Tx,
  {
    protocol,
    roles,
  }: {
    readonly protocol: string;
    readonly roles: Readonly<Record<string, { readonly endpointId: string; readonly model: string }>>;
  },
): Promise<number | null> {
  const { runs } = store.t;
  const alike = Object.entries(roles).flatMap(([role, { endpointId, model }]) => [
    eq(readsField(store, role, "endpointId"), endpointId),
    eq(readsField(store, role, "model"), model),
  ]);
  const rows = await store.db
    .select({ nodes: runs.nodesTotal, startedAt: runs.startedAt, finishedAt: runs.finishedAt })
    .from(runs)
    .where(
      and(
        eq(runs.isDeleted, false),
        eq(runs.isImported, false),
        eq(runs.protocol, protocol),
        eq(runs.status, "completed"),
        gte(runs.nodesTotal, fewestCompletions),
        isNotNull(runs.startedAt),
        ...alike,
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(newestRuns);
  const rates = rows.flatMap(({ nodes, startedAt, finishedAt }) => {
    const ms = (finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0);
    return ms > 0 ? [(1000 * nodes) / ms] : [];
  });
  return rates.length > 0 ? Math.max(...rates) : null;
}
