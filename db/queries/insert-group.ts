import { depthOf, ordinalOf, ordinalsOf, parentPath, type Path } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";
import { newId } from "../new-id.ts";
import { storable } from "../storable.ts";
import { withRows } from "../with-rows.ts";
import { insertRows } from "../insert-rows.ts";
import { selectRows } from "../select-rows.ts";
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
  const { nodes } = tx.t;
  const inOrder = groups.map(({ treeId, nodes: own }) =>
    own
      .map((node) => ({ ...node, treeId, key: pathKeyOf(node.path) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  );
  const ids = await idsAt(tx, inOrder.flat());
  const rows = inOrder.map((own) =>
    own.flatMap(({ key, ...node }): InsertNode[] => {
      if (ids.has(placeOf(node))) return [];
      const id = node.id ?? newId("node");
      ids.set(placeOf(node), id);
      const parent = parentPath(node.path);
      return [
        {
          ...storable(node),
          id,
          parentId: ids.get(placeOf({ treeId: node.treeId, path: parent })) ?? null,
          pathKey: key,
          parentKey: pathKeyOf(parent),
          depth: depthOf(node.path),
          ordinal: ordinalOf(node.path),
          effectiveVerdict: node.override?.verdict ?? node.verdict ?? null,
        },
      ];
    }),
  );
  const isNew = new Set<string>();
  for (const [id] of await insertRows(tx, nodes, rows.flat(), "on conflict do nothing returning id"))
    isNew.add(String(id));
  const inserted = rows.map((own) =>
    own.filter(({ id }) => isNew.has(id)).map(({ id, path }) => ({ id, path })),
  );
  await addToTrees(
    tx,
    groups.flatMap(({ treeId, spend }, index) => {
      const nodesDone = inserted[index]?.length ?? 0;
      return nodesDone > 0 ? [{ ...spend, treeId, nodesDone }] : [];
    }),
  );
  return inserted;
}

const placeOf = ({ treeId, path }: { readonly treeId: string; readonly path: Path }): string =>
  `${treeId} ${path}`;

/** The ids of these places and of those above them that are filled, by place. */
async function idsAt(
  tx: Tx,
  places: readonly { readonly treeId: string; readonly path: Path }[],
): Promise<Map<string, string>> {
  const { nodes } = tx.t;
  const ids = new Map<string, string>();
  const wanted = Map.groupBy(places, ({ treeId }) => treeId);
  for (const trees of inChunks([...wanted.keys()], 100)) {
    const own = trees.flatMap((treeId) => wanted.get(treeId) ?? []);
    const paths = [...new Set(own.flatMap(({ path }) => [path, parentPath(path)]))];
    for (const some of inChunks(paths, 500))
      for (const { id, treeId, path } of await selectRows(tx, nodes, ["id", "treeId", "path"], {
        treeId: trees,
        path: some,
      }))
        ids.set(placeOf({ treeId, path }), id);
  }
  return ids;
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
  const set = names.map((name) => `${name} = trees.${name} + given.${name}`).join(", ");
  const statement = `update trees set ${set} from given where trees.id = given.id`;
  await withRows(tx, { id: "text", ...columns }, rows, statement);
}
