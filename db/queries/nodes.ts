import { and, asc, eq, getTableColumns, inArray } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Path } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import type { NodeRow, NodeShape } from "../rows.ts";
import { selectRows } from "../select-rows.ts";
import { inChunks } from "./in-chunks.ts";

const chunk = 500;

/** All columns but the texts. */
export function shapeColumns({ nodes }: Tx["t"]) {
  const { text: _text, reasoning: _reasoning, ...shape } = getTableColumns(nodes);
  return shape;
}

/** All nodes of a tree with their texts, in path order. */
export async function nodesOfTree(store: Tx, treeId: string): Promise<NodeRow[]> {
  const { nodes } = store.t;
  return await store.db.select().from(nodes).where(eq(nodes.treeId, treeId)).orderBy(asc(nodes.pathKey));
}

/** All nodes of trees without their texts, tree by tree, in path order. */
export async function nodeShapes(store: Tx, treeIds: readonly string[]): Promise<NodeShape[]> {
  const { nodes } = store.t;
  const shapes: NodeShape[] = [];
  for (const some of inChunks(treeIds, chunk)) {
    const rows = await store.db
      .select(shapeColumns(store.t))
      .from(nodes)
      .where(inArray(nodes.treeId, some))
      .orderBy(asc(nodes.treeId), asc(nodes.pathKey));
    for (const row of rows) shapes.push(row);
  }
  return shapes;
}

const creditKeys = [
  "id",
  "treeId",
  "path",
  "role",
  "effectiveVerdict",
  "override",
  "claim",
  "valueNumerator",
  "valueDenominator",
  "leaves",
  "correctLeaves",
  "isIncomplete",
  "label",
  "localLabel",
  "finishReason",
] as const satisfies readonly (keyof NodeRow)[];

export type CreditShape = Pick<NodeRow, (typeof creditKeys)[number]>;

/** What credit reads and writes of the nodes of trees, and nothing else: this is read with every group that is stored. */
export async function creditShapes(store: Tx, treeIds: readonly string[]): Promise<CreditShape[]> {
  const shapes: CreditShape[] = [];
  for (const some of inChunks(treeIds, chunk))
    for (const row of await selectRows(store, store.t.nodes, creditKeys, { treeId: some })) shapes.push(row);
  return shapes;
}

/** The texts at some places of a tree; places that are not filled are left out. */
export async function nodeTexts(
  store: Tx,
  treeId: string,
  paths: readonly Path[],
): Promise<Map<Path, string>> {
  const { nodes } = store.t;
  const texts = new Map<Path, string>();
  for (const some of inChunks(paths, chunk)) {
    const rows = await store.db
      .select({ path: nodes.path, text: nodes.text })
      .from(nodes)
      .where(and(eq(nodes.treeId, treeId), inArray(nodes.path, some)));
    for (const { path, text } of rows) texts.set(path, text);
  }
  return texts;
}

/** A node with its text. Throws not_found. */
export async function getNode(store: Tx, id: string): Promise<NodeRow> {
  const { nodes } = store.t;
  const [row] = await store.db.select().from(nodes).where(eq(nodes.id, id));
  if (!row) throw new MalthouseError("not_found", `There is no node ${id}.`);
  return row;
}

/** Nodes by id, with their texts; those that are not there are left out. */
export async function nodesById(store: Tx, ids: readonly string[]): Promise<Map<string, NodeRow>> {
  const { nodes } = store.t;
  const found = new Map<string, NodeRow>();
  for (const some of inChunks([...new Set(ids)], chunk)) {
    for (const row of await store.db.select().from(nodes).where(inArray(nodes.id, some)))
      found.set(row.id, row);
  }
  return found;
}

/** Where nodes stand, by id; those that are not there are left out. */
export async function nodePaths(store: Tx, ids: readonly string[]): Promise<Map<string, Path>> {
  const { nodes } = store.t;
  const paths = new Map<string, Path>();
  for (const some of inChunks([...new Set(ids)], chunk)) {
    const rows = await store.db
      .select({ id: nodes.id, path: nodes.path })
      .from(nodes)
      .where(inArray(nodes.id, some));
    for (const { id, path } of rows) paths.set(id, path);
  }
  return paths;
}
