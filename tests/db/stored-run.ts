import type { Tx } from "../../db/client.ts";
import { createDataset, type NewQuestion } from "../../db/queries/datasets.ts";
import { insertGroup, type NewNode, type Spend } from "../../db/queries/insert-group.ts";
import { pickQuestions } from "../../db/queries/questions.ts";
import { createRun, type NewRun } from "../../db/queries/runs.ts";
import { saveCredit, type NodeCredit, type TreeSummary } from "../../db/queries/save-credit.ts";
import type { RunRow } from "../../db/rows.ts";
import type { Fraction } from "../../lib/core/fraction.ts";
import type { Label } from "../../lib/core/tree.ts";

export const noSpend: Spend = { requests: 0, retries: 0, promptTokens: 0, completionTokens: 0, costUsd: 0 };

export const questionOf = (index: number): NewQuestion => ({
  text: `How many apples are in basket ${index}?`,
  gold: String(index),
  task: "gsm8k",
  meta: { index },
});

export const newRun = (change: Partial<NewRun> = {}): NewRun => ({
  name: "a run",
  protocol: "toy",
  status: "growing",
  configHash: "hash",
  threshold: "0.5",
  unknownLeaves: "incorrect",
  incomplete: "exclude",
  isSimulated: false,
  isImported: false,
  nodesPerTree: 3,
  ...change,
});

export const nodeOf = (runId: string, path: string, change: Partial<NewNode> = {}): NewNode => ({
  runId,
  path,
  role: `level ${path.split(".").length}`,
  text: `text of ${path}`,
  ...change,
});

/** A data set of so many questions and a run over all of them. */
export async function storeRun(
  store: Tx,
  {
    questions = 3,
    name = "set",
    run = {},
  }: { questions?: number; name?: string; run?: Partial<NewRun> } = {},
): Promise<{ run: RunRow; datasetId: string; treeIds: string[] }> {
  const { dataset } = await createDataset(store, {
    name,
    task: "gsm8k",
    sha256: `sha of ${name}`,
    fileName: null,
    isSimulated: false,
    questions: Array.from({ length: questions }, (_, index) => questionOf(index)),
    rejected: [],
    rejectedCount: 0,
  });
  const picked = await pickQuestions(store, dataset.id, {});
  const stored = await createRun(
    store,
    newRun({ datasetId: dataset.id, ...run }),
    picked.map((question) => question.id),
  );
  const { trees } = store.t;
  const rows = await store.db
    .select({ id: trees.id, runId: trees.runId })
    .from(trees)
    .orderBy(trees.position);
  const treeIds = rows.filter((tree) => tree.runId === stored.id).map((tree) => tree.id);
  return { run: stored, datasetId: dataset.id, treeIds };
}

export const emptySummary: TreeSummary = {
  leaves: 0,
  correctLeaves: 0,
  unknownLeaves: 0,
  overrides: 0,
  disagreements: 0,
  localDisagreements: 0,
  valueLine: "",
  value: null,
  roleValues: {},
  rolePairs: {},
};

export type ValuedNode = {
  readonly path: string;
  readonly value: Fraction | null;
  readonly isIncomplete: boolean;
  readonly label: Label | null;
};

/** Fills a tree with nodes that have these values and labels; returns the ids by path. */
export async function storeValued(
  store: Tx,
  { runId, treeId, nodes }: { runId: string; treeId: string; nodes: readonly ValuedNode[] },
): Promise<Map<string, string>> {
  const group = nodes.map((node) => nodeOf(runId, node.path));
  const inserted = await insertGroup(store, { treeId, nodes: group, spend: noSpend });
  const ids = new Map(inserted.map(({ id, path }) => [path, id]));
  const credits: NodeCredit[] = nodes.map(({ path, value, isIncomplete, label }) => ({
    id: ids.get(path)!,
    value,
    leaves: 1,
    correctLeaves: 0,
    isIncomplete,
    label,
    localLabel: null,
  }));
  await saveCredit(store, treeId, { nodes: credits, summary: emptySummary, roleCounts: {} });
  return ids;
}
