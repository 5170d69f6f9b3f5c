import type { Tx } from "../../db/client.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { nodeShapes } from "../../db/queries/nodes.ts";
import { writeTreeLine } from "../core/credit/tree-line.ts";
import { linedNodeOf, readByPeople } from "./refresh-tree.ts";
import type { RunPolicy } from "./run-policy.ts";

export type TreeAndLine<Line = string> = { readonly treeId: string; readonly line: Line };

/** The lines of finished trees; those stored before lines were kept are read node by node. */
export async function linesOf(
  store: Tx,
  trees: readonly TreeAndLine<string | null>[],
  policy: RunPolicy,
): Promise<readonly TreeAndLine[]> {
  const old = trees.flatMap(({ treeId, line }) => (line === null ? [treeId] : []));
  const shapes = Map.groupBy(await nodeShapes(store, old), ({ treeId }) => treeId);
  const failures = Map.groupBy(await failuresOfTrees(store, old), ({ treeId }) => treeId);
  return trees.map(({ treeId, line }) => {
    if (line !== null) return { treeId, line };
    const nodes = shapes.get(treeId) ?? [];
    const failed = (failures.get(treeId) ?? []).map(({ path }) => path);
    return { treeId, line: writeTreeLine(readByPeople(nodes, nodes, policy).map(linedNodeOf), failed) };
  });
}
