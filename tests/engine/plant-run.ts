import type { Store } from "../../db/client.ts";
import { insertFailure } from "../../db/queries/failures.ts";
import { insertGroup, type NewNode } from "../../db/queries/insert-group.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun, type NewRun } from "../../db/queries/runs.ts";
import { setTreeStatus } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import type { TreeStatus } from "../../db/stored-types.ts";
import { fillRunConfig } from "../../lib/engine/run-config.ts";
import { refreshTree } from "../../lib/engine/refresh-tree.ts";
import { policyOf } from "../../lib/engine/run-policy.ts";
import { RunCreate } from "../../lib/http/wire/runs.ts";
import { noSpend, storeRun } from "../db/stored-run.ts";
import { recordOf } from "../support/arbitrary-tree.ts";

/** Verdicts by first and second row as in recordOf: "c", "i", "u" a leaf, "x" one that failed for good. */
export type PlantedTree = {
  readonly verdicts: readonly (readonly string[])[];
  readonly status?: TreeStatus;
  /** Fields of single nodes, by path. */
  readonly nodes?: Readonly<Record<string, Partial<NewNode>>>;
};

export type PlantedRun = {
  readonly run: RunRow;
  readonly treeIds: readonly string[];
  /** The id of a node by its tree's place, from 0, and its path. */
  readonly idOf: (tree: number, path: string) => string;
};

/** A full config of these branching factors, one model everywhere. */
export const configOf = (branching: Record<string, number>) => ({
  ...fillRunConfig(
    RunCreate.parse({
      datasetId: "set",
      branching,
      roles: { generator: { endpointId: "server", model: "small" } },
    }),
    "gsm8k",
  ),
});

let planted = 0;

/** A run over questions of its own with trees as given, credited; ended unless told otherwise. */
export async function plantRun(
  store: Store,
  trees: readonly PlantedTree[],
  change: Partial<NewRun> = {},
): Promise<PlantedRun> {
  const { run, treeIds } = await storeRun(store, {
    questions: trees.length,
    name: `set ${(planted += 1)}`,
    run: { protocol: "malt", status: "completed", nodesPerTree: 1, config: null, ...change },
  });
  const ids: Map<string, string>[] = [];
  for (const [index, { verdicts, status, nodes = {} }] of trees.entries()) {
    const treeId = treeIds[index]!;
    const record = recordOf(verdicts);
    const group = record.nodes.map(({ path, role, verdict }) => ({
      runId: run.id,
      path,
      role,
      verdict,
      text: `${role} ${path} of tree ${index}`,
      finishReason: "stop",
      ...nodes[path],
    }));
    const inserted = await insertGroup(store, { treeId, nodes: group, spend: noSpend });
    ids.push(new Map(inserted.map(({ id, path }) => [path, id])));
    for (const path of record.failed)
      await insertFailure(store, {
        runId: run.id,
        treeId,
        path,
        role: "refiner",
        code: "timeout",
        message: "No answer within 10 seconds.",
        attempts: 4,
        at: new Date("2026-01-02T03:04:05.678Z"),
      });
    await setTreeStatus(store, treeId, status ?? (record.failed.length > 0 ? "failed" : "completed"));
    await refreshTree(store, treeId, policyOf(run));
  }
  return { run: await getRun(store, run.id), treeIds, idOf: (tree, path) => ids[tree]!.get(path)! };
}

/** The run's pairs by role, 0 where there is none. */
export async function pairsOf(store: Store, runId: string): Promise<Record<string, number>> {
  const { roles } = await runTotals(store, runId);
  return Object.fromEntries(Object.entries(roles).map(([role, { pairs }]) => [role, pairs]));
}
