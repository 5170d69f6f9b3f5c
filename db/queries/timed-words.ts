import { and, eq, isNull, ne, or } from "drizzle-orm";
import type { TimedWord } from "../../lib/core/curation/measure-pace.ts";
import type { Tx } from "../client.ts";

/** Words of a run that were given one by one, with the time they took where it was measured, in no promised order. */
export async function timedWords(store: Tx, runId: string): Promise<TimedWord[]> {
  const { decisions } = store.t;
  const rows = await store.db
    .select({ author: decisions.author, ms: decisions.ms })
    .from(decisions)
    .where(
      and(
        eq(decisions.runId, runId),
        ne(decisions.verdict, "clear"),
        or(isNull(decisions.bulk), eq(decisions.bulk, false)),
      ),
    );
  return rows.map(({ author, ms }) => ({ annotator: author ?? "", ms }));
}
