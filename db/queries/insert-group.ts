import { and, eq, inArray, sql } from "drizzle-orm";
import { depthOf, ordinalOf, ordinalsOf, parentPath, type Path } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import { storable } from "../storable.ts";
import { inChunks } from "./in-chunks.ts";

type InsertNode = typeof import("../schema.pg.ts").nodes.$inferInsert;

/** A completion to store; where it stands follows from its path, its value from saveCredit. */
export type NewNode = Omit<
  InsertNode,
  | "treeId"
  | "parentId"
  | "pathKey"
  | "parentKey"
  | "depth"
  | "ordinal"
  | "effectiveVerdict"
  | "id"
  | "valueNumerator"
  | "valueDenominator"
  | "label"
  | "localLabel"
> & { readonly id?: string };

export type Spend = {
  readonly requests: number;
  readonly retries: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly costUsd: number;
};

export type InsertedNode = { readonly id: string; readonly path: Path };

const chunk = 200;

/** A path as text that sorts as a depth-first walk in every collation: ordinals of six digits, nothing between. */
export const pathKeyOf = (path: Path): string =>
  ordinalsOf(path)
    .map((ordinal) => String(ordinal).padStart(6, "0"))
    .join("");

/**
 * Stores completions of one tree and what they cost. A place is filled once: nodes whose path is taken are left
 * out, the rest is returned in path order. The cost counts only when a node was new, so that the same call twice
 * changes nothing; what a loser of a race paid goes through addSpend. Parents come before or with their children.
 * Throws RangeError on anything that is not a path.
 */
export async function insertGroup(
  tx: Tx,
  { treeId, nodes: group, spend }: { treeId: string; nodes: readonly NewNode[]; spend: Spend },
): Promise<InsertedNode[]> {
  const { nodes } = tx.t;
  const inOrder = group
    .map((node) => ({ ...node, key: pathKeyOf(node.path) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const ids = await idsAt(tx, treeId, [...new Set(inOrder.flatMap(({ path }) => [path, parentPath(path)]))]);
  const rows: InsertNode[] = [];
  for (const { key, ...node } of inOrder) {
    if (ids.has(node.path)) continue;
    const id = node.id ?? newId("node");
    ids.set(node.path, id);
    const parent = parentPath(node.path);
    rows.push({
      ...storable(node),
      id,
      treeId,
      parentId: ids.get(parent) ?? null,
      pathKey: key,
      parentKey: pathKeyOf(parent),
      depth: depthOf(node.path),
      ordinal: ordinalOf(node.path),
      effectiveVerdict: node.override?.verdict ?? node.verdict ?? null,
    });
  }
  const inserted: InsertedNode[] = [];
  for (const some of inChunks(rows, chunk)) {
    inserted.push(
      ...(await tx.db
        .insert(nodes)
        .values(some)
        .onConflictDoNothing()
        .returning({ id: nodes.id, path: nodes.path })),
    );
  }
  if (inserted.length === 0) return [];
  await addToTree(tx, treeId, spend, inserted.length);
  return inserted;
}

async function idsAt(tx: Tx, treeId: string, paths: readonly Path[]): Promise<Map<Path, string>> {
  const { nodes } = tx.t;
  const ids = new Map<Path, string>();
  for (const some of inChunks(paths, 500)) {
    const rows = await tx.db
      .select({ id: nodes.id, path: nodes.path })
      .from(nodes)
      .where(and(eq(nodes.treeId, treeId), inArray(nodes.path, some)));
    for (const { id, path } of rows) ids.set(path, id);
  }
  return ids;
}

/** Adds to what a tree has cost: failed attempts, retries, answers that came too late. */
export const addSpend = (tx: Tx, treeId: string, spend: Spend): Promise<void> =>
  addToTree(tx, treeId, spend, 0);

async function addToTree(tx: Tx, treeId: string, spend: Spend, nodesDone: number): Promise<void> {
  const { trees } = tx.t;
  await tx.db
    .update(trees)
    .set({
      ...(nodesDone > 0 && { nodesDone: sql`${trees.nodesDone} + ${nodesDone}` }),
      requests: sql`${trees.requests} + ${spend.requests}`,
      retries: sql`${trees.retries} + ${spend.retries}`,
      promptTokens: sql`${trees.promptTokens} + ${spend.promptTokens}`,
      completionTokens: sql`${trees.completionTokens} + ${spend.completionTokens}`,
      costUsd: sql`${trees.costUsd} + ${spend.costUsd}`,
    })
    .where(eq(trees.id, treeId));
}
