import { and, asc, eq, gte, inArray, sql, type SQL } from "drizzle-orm";
import type { Path } from "../../lib/core/path.ts";
import type { Role } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import type { NodeRow, TreeRow } from "../rows.ts";
import { storable } from "../storable.ts";
import type { StoredJudging } from "../stored-types.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 500;

/** Trees of a run from a position on, in run order: one at least, then as many as hold about `nodes` nodes together. */
export async function treesFrom(
  store: Tx,
  runId: string,
  position: number,
  nodes: number,
): Promise<Pick<TreeRow, "id" | "position" | "questionId" | "nodesDone">[]> {
  const { trees } = store.t;
  const rows = await store.db
    .select({
      id: trees.id,
      position: trees.position,
      questionId: trees.questionId,
      nodesDone: trees.nodesDone,
    })
    .from(trees)
    .where(and(eq(trees.runId, runId), gte(trees.position, position)))
    .orderBy(asc(trees.position))
    .limit(50);
  let held = 0;
  return rows.filter((tree, index) => {
    held += tree.nodesDone;
    return index === 0 || held <= nodes;
  });
}

export type NodeToJudge = Pick<NodeRow, "id" | "treeId" | "text" | "finishReason">;

/** The texts of a tree's nodes of some roles. */
export async function nodesToJudge(
  store: Tx,
  treeId: string,
  roles: readonly Role[],
): Promise<NodeToJudge[]> {
  const { nodes } = store.t;
  return await store.db
    .select({ id: nodes.id, treeId: nodes.treeId, text: nodes.text, finishReason: nodes.finishReason })
    .from(nodes)
    .where(and(eq(nodes.treeId, treeId), inArray(nodes.role, [...roles])))
    .orderBy(asc(nodes.pathKey));
}

/** Rewrites what a judge says of nodes of one tree; a person's word on them stays and counts. Credit follows by saveCredit. */
export async function saveJudgings(
  tx: Tx,
  treeId: string,
  judgings: readonly (StoredJudging & { readonly nodeId: string })[],
): Promise<void> {
  for (const some of inChunks(judgings, chunk)) {
    const rows = some.map(
      ({ nodeId, verdict, answer, judge }) =>
        sql`(cast(${nodeId} as text), cast(${verdict} as text), ${json(tx, answer)}, ${json(tx, judge)})`,
    );
    await tx.run(sql`
      with judging(id, verdict, answer, judge) as (values ${sql.join(rows, sql`, `)})
      update nodes set verdict = judging.verdict, answer = judging.answer, judge = judging.judge,
        effective_verdict = coalesce(nodes.override ->> 'verdict', judging.verdict)
      from judging where nodes.id = judging.id and nodes.tree_id = ${treeId}`);
  }
}

/** Rewrites the judge's version stored with nodes of one tree, and nothing else. */
export async function stampVersion(
  tx: Tx,
  treeId: string,
  paths: readonly Path[],
  version: string,
): Promise<void> {
  const { nodes } = tx.t;
  for (const some of inChunks(paths, chunk))
    await tx.db
      .update(nodes)
      .set({
        judge:
          tx.dialect === "sqlite"
            ? sql`json_set(${nodes.judge}, '$.version', ${version})`
            : sql`jsonb_set(${nodes.judge}, '{version}', to_jsonb(cast(${version} as text)))`,
      })
      .where(and(eq(nodes.treeId, treeId), inArray(nodes.path, some), sql`${nodes.judge} is not null`));
}

/** A JSON column's value; an absent one is SQL's null, not JSON's. */
function json(tx: Tx, value: object | null): SQL {
  const text = value === null ? null : JSON.stringify(storable(value));
  return tx.dialect === "sqlite" ? sql`cast(${text} as text)` : sql`cast(${text} as jsonb)`;
}
