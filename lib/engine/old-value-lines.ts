import type { Tx } from "../../db/client.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { creditShapes } from "../../db/queries/nodes.ts";
import { writeValueLine } from "../core/value-line.ts";
import { storedFraction } from "./credit.ts";

/** The value lines of trees that were credited before lines were kept, from their nodes. */
export async function oldValueLines(
  store: Tx,
  treeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (treeIds.length === 0) return new Map();
  const shapes = Map.groupBy(await creditShapes(store, treeIds), ({ treeId }) => treeId);
  const failures = Map.groupBy(await failuresOfTrees(store, treeIds), ({ treeId }) => treeId);
  return new Map(
    treeIds.map((id) => [
      id,
      writeValueLine(
        (shapes.get(id) ?? []).map((node) => ({
          path: node.path,
          value: storedFraction(node.valueNumerator, node.valueDenominator),
        })),
        (failures.get(id) ?? []).map(({ path }) => path),
      ),
    ]),
  );
}
