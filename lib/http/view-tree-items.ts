import type { Store } from "../../db/client.ts";
import type { ListedTree } from "../../db/queries/list-trees.ts";
import type { RunRow } from "../../db/rows.ts";
import { type SearchHit, searchTexts } from "../../db/search.ts";
import { machineCosts } from "../engine/machine-rates.ts";
import { oldValueLines } from "../engine/old-value-lines.ts";
import { viewTreeItem } from "./views.ts";
import type { TreeItem } from "./wire/runs.ts";

const hitsShown = 2000;

/** Listed trees of one run as the contract shows them; with `text` the completions that hold its words. */
export async function viewTreeItems(
  store: Store,
  run: RunRow,
  trees: readonly ListedTree[],
  text?: string,
): Promise<TreeItem[]> {
  const treeIds = trees.map(({ id }) => id);
  const machines = await machineCosts(store, run, treeIds);
  const lines = await oldValueLines(
    store,
    trees.flatMap(({ id, valueLine, nodesDone }) => (valueLine === null && nodesDone > 0 ? [id] : [])),
  );
  const hits = text
    ? Map.groupBy(await searchTexts(store, run.id, text, { limit: hitsShown, treeIds }), (hit) => hit.treeId)
    : null;
  const viewHit = ({ nodeId, snippet }: SearchHit) => ({ nodeId, snippet });
  return trees.map((tree) => ({
    ...viewTreeItem({
      ...tree,
      costUsd: tree.costUsd + (machines.get(tree.id) ?? 0),
      valueLine: tree.valueLine ?? lines.get(tree.id) ?? null,
    }),
    ...(hits && { hits: (hits.get(tree.id) ?? []).map(viewHit) }),
  }));
}
