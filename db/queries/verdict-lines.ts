import { and, eq, gt, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { sumOf } from "../fragments.ts";

export type TreeLines = {
  /** A line a tree, in the run's order. */
  readonly lines: readonly string[];
  /** Trees that were credited before lines were kept. */
  readonly without: readonly string[];
};

/** The verdict lines of a run's finished trees, failed parts and all. */
export async function verdictLines(store: Tx, runId: string): Promise<TreeLines> {
  const { trees } = store.t;
  return await linesOf(store, trees.verdictLine, [
    eq(trees.runId, runId),
    inArray(trees.status, ["completed", "failed"]),
    gt(trees.nodesDone, 0),
  ]);
}

/** The value lines of a run's trees that hold a node, growing ones too. */
export async function valueLines(store: Tx, runId: string): Promise<TreeLines> {
  const { trees } = store.t;
  return await linesOf(store, trees.valueLine, [eq(trees.runId, runId), gt(trees.nodesDone, 0)]);
}

/** All lines in one text: a row a tree would cost more than all else that is done with them. */
async function linesOf(
  store: Tx,
  line: Tx["t"]["trees"]["verdictLine" | "valueLine"],
  conditions: readonly SQL[],
): Promise<TreeLines> {
  const { trees } = store.t;
  const joined =
    store.dialect === "sqlite"
      ? sql<string | null>`group_concat(${line}, char(10) order by ${trees.position})`
      : sql<string | null>`string_agg(${line}, chr(10) order by ${trees.position})`;
  const [row] = await store.db
    .select({ joined, without: sumOf(sql`case when ${line} is null then 1 else 0 end`) })
    .from(trees)
    .where(and(...conditions));
  const without =
    row && row.without > 0
      ? await store.db
          .select({ id: trees.id })
          .from(trees)
          .where(and(...conditions, isNull(line)))
      : [];
  return { lines: row?.joined?.split("\n") ?? [], without: without.map(({ id }) => id) };
}

export type OddNodes = {
  readonly nodes: number;
  readonly unknown: number;
  readonly truncated: number;
  readonly identical: number;
};

/** How many nodes of each role there are, and of those: unknown verdicts, texts cut off, texts that repeat a sibling's. */
export async function oddByRole(store: Tx, runId: string): Promise<ReadonlyMap<string, OddNodes>> {
  const { roleCounts } = store.t;
  const rows = await store.db
    .select({
      role: roleCounts.role,
      nodes: sumOf(roleCounts.nodes),
      unknown: sumOf(roleCounts.unknown),
      truncated: sumOf(roleCounts.truncated),
      identical: sumOf(roleCounts.identical),
    })
    .from(roleCounts)
    .where(eq(roleCounts.runId, runId))
    .groupBy(roleCounts.role);
  return new Map(rows.map(({ role, ...counts }) => [role, counts]));
}
