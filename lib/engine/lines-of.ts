import type { Tx } from "../../db/client.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { nodeShapes } from "../../db/queries/nodes.ts";
import { writeTreeLine } from "../core/credit/tree-line.ts";
import { linedNodeOf } from "./refresh-tree.ts";

export type TreeAndLine<Line = string> = { readonly treeId: string; readonly line: Line };

/** The lines of finished trees; those stored before lines were kept are read node by node. */
export async function linesOf(
  store: Tx,
  trees: readonly TreeAndLine<string | null>[],
): Promise<readonly TreeAndLine[]> {
  const old = trees.flatMap(({ treeId, line }) => (line === null ? [treeId] : []));
  const shapes = Map.groupBy(await nodeShapes(store, old), ({ treeId }) => treeId);
  const failures = Map.groupBy(await failuresOfTrees(store, old), ({ treeId }) => treeId);
  return trees.map(({ treeId, line }) => ({
    treeId,
    line:
      line ??
      writeTreeLine(
        (shapes.get(treeId) ?? []).map(linedNodeOf),
        (failures.get(treeId) ?? []).map(({ path }) => path),
      ),
  }));
}
