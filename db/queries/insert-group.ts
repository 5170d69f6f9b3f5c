import { depthOf, ordinalOf, ordinalsOf, parentPath, type Path } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import { storable } from "../storable.ts";
import { updateRows } from "../update-rows.ts";
import { insertRows } from "../insert-rows.ts";
import { selectRows } from "../select-rows.ts";
import { inChunks } from "./in-chunks.ts";

type InsertNode = typeof import("../schema.pg.ts").nodes.$inferInsert;
/** A node as it is stored but for its credit. */
export type NodePlaced = InsertNode & { readonly id: string; readonly treeId: string };

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

/** A path as text that sorts as a depth-first walk in every collation: ordinals of six digits, nothing between. */
export const pathKeyOf = (path: Path): string =>
  ordinalsOf(path)
    .map((ordinal) => String(ordinal).padStart(6, "0"))
    .join("");

export type NewGroup = {
  readonly treeId: string;
  readonly nodes: readonly NewNode[];
  readonly spend: Spend;
};

/**
 * Stores completions of one tree and what they cost. A place is filled once: nodes whose path is taken are left
 * out, the rest is returned in path order. The cost counts only when a node was new, so that the same call twice
 * changes nothing; what a loser of a race paid goes through addSpend. Parents come before or with their children.
 * Throws RangeError on anything that is not a path.
 */
export async function insertGroup(tx: Tx, group: NewGroup): Promise<InsertedNode[]> {
  const [inserted] = await insertGroups(tx, [group]);
  return inserted ?? [];
}

/** The same for several groups, of one tree or many, in as many statements as one takes; for each what was new. */
export async function insertGroups(tx: Tx, groups: readonly NewGroup[]): Promise<InsertedNode[][]> {
  const places = groups.flatMap(({ treeId, nodes }) => nodes.map(({ path }) => ({ treeId, path })));
  const rows = placeGroups(groups, await filledAt(tx, places));
  const isNew = new Set<string>();
  for (const [id] of await insertRows(tx, tx.t.nodes, rows.flat(), "on conflict do nothing returning id"))
    isNew.add(String(id));
  const inserted = rows.map((own) =>
    own.filter(({ id }) => isNew.has(id)).map(({ id, path }) => ({ id, path })),
  );
  await addSpends(tx, groups, inserted);
  return inserted;
}

/**
 * The nodes of groups that fill a place, in path order: of those for one place the first. `filled`: what stands at these
 * places and above them already.
 */
export function placeGroups(
  groups: readonly NewGroup[],
  filled: readonly (InsertedNode & { readonly treeId: string })[],
): NodePlaced[][] {
  const ids = new Map(filled.map(({ id, treeId, path }) => [placeOf({ treeId, path }), id]));
  return groups.map(({ treeId, nodes }) => {
    const inOrder = nodes
      .map((node) => ({ ...node, treeId, key: pathKeyOf(node.path) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return inOrder.flatMap(({ key, ...node }): NodePlaced[] => {
      if (ids.has(placeOf(node))) return [];
      const id = node.id ?? newId("node");
      ids.set(placeOf(node), id);
      const parent = parentPath(node.path);
      return [
        {
          ...storable(node),
          id,
          parentId: ids.get(placeOf({ treeId, path: parent })) ?? null,
          pathKey: key,
          parentKey: pathKeyOf(parent),
          depth: depthOf(node.path),
          ordinal: ordinalOf(node.path),
          effectiveVerdict: node.override?.verdict ?? node.verdict ?? null,
        },
      ];
    });
  });
}

/** Adds what groups have cost to their trees, where they filled a place. */
export async function addSpends(
  tx: Tx,
  groups: readonly Pick<NewGroup, "treeId" | "spend">[],
  inserted: readonly (readonly unknown[])[],
): Promise<void> {
  const added = groups.map(({ treeId, spend }, index) => ({
    ...spend,
    treeId,
    nodesDone: inserted[index]?.length ?? 0,
  }));
  await addToTrees(
    tx,
    added.filter(({ nodesDone }) => nodesDone > 0),
  );
}

const placeOf = ({ treeId, path }: { readonly treeId: string; readonly path: Path }): string =>
  `${treeId} ${path}`;

/** What stands at these places and above them. */
async function filledAt(
  tx: Tx,
  places: readonly { readonly treeId: string; readonly path: Path }[],
): Promise<(InsertedNode & { readonly treeId: string })[]> {
  const { nodes } = tx.t;
  const filled: (InsertedNode & { readonly treeId: string })[] = [];
  const wanted = Map.groupBy(places, ({ treeId }) => treeId);
  for (const trees of inChunks([...wanted.keys()], 100)) {
    const own = trees.flatMap((treeId) => wanted.get(treeId) ?? []);
    const paths = [...new Set(own.flatMap(({ path }) => [path, parentPath(path)]))];
    for (const some of inChunks(paths, 500))
      for (const row of await selectRows(tx, nodes, ["id", "treeId", "path"], {
        treeId: trees,
        path: some,
      }))
        filled.push(row);
  }
  return filled;
}

/** Adds to what a tree has cost: failed attempts, retries, answers that came too late. */
export const addSpend = (tx: Tx, treeId: string, spend: Spend): Promise<void> =>
  addToTrees(tx, [{ ...spend, treeId, nodesDone: 0 }]);

const counters = ["nodesDone", "requests", "retries", "promptTokens", "completionTokens", "costUsd"] as const;
type Added = Readonly<Record<(typeof counters)[number], number>> & { readonly treeId: string };

async function addToTrees(tx: Tx, added: readonly Added[]): Promise<void> {
  const names = counters.map((name) => tx.t.trees[name].name);
  const types = counters.map((name) => (name === "costUsd" ? "double precision" : "bigint"));
  const columns = Object.fromEntries(names.map((name, index) => [name, types[index] ?? "bigint"]));
  const rows = [...Map.groupBy(added, ({ treeId }) => treeId)].map(([treeId, own]) => [
    treeId,
    ...counters.map((name) => own.reduce((total, one) => total + one[name], 0)),
  ]);
  await updateRows(tx, {
    table: "trees",
    columns: { id: "text", ...columns },
    keys: ["id"],
    rows,
    set: (given) => names.map((name) => `${name} = trees.${name} + ${given(name)}`).join(", "),
  });
}
