import { createHash } from "node:crypto";
import type { Store } from "../../db/client.ts";
import { createDataset, listDatasets } from "../../db/queries/datasets.ts";
import { listRuns } from "../../db/queries/runs.ts";
import { RunCreate } from "../http/wire/runs.ts";
import { toQuestion } from "../datasets/to-question.ts";
import { protocolOf } from "../protocols/registry.ts";
import { makeProblems } from "../simulator/problems.ts";
import { createRun } from "./create-run.ts";
import { simulatorId } from "./known-endpoints.ts";

const sets = [
  { name: "demo-test", count: 300, seed: 20_412 },
  { name: "demo-train", count: 60, seed: 1928 },
] as const;

async function plantSet(store: Store, { name, count, seed }: (typeof sets)[number]): Promise<string> {
  const rows = makeProblems({ count, seed });
  const file = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const questions = rows.flatMap((row) => {
    const made = toQuestion(row, "gsm8k");
    return "question" in made ? [{ ...made.question, task: made.task }] : [];
  });
  const { dataset } = await createDataset(store, {
    name,
    task: "gsm8k",
    sha256: createHash("sha256").update(file).digest("hex"),
    fileName: `${name}.jsonl`,
    isSimulated: true,
    questions,
    rejected: [],
    rejectedCount: 0,
  });
  return dataset.id;
}

/**
 * Puts two data sets of the simulator's own problems into an empty store and queues a demo run over the second, at a
 * pace one can watch. Answers the run's id, or null where the store already holds something.
 */
export async function plantDemo(store: Store): Promise<string | null> {
  const [datasets, runs] = await Promise.all([
    listDatasets(store, { limit: sets.length }),
    listRuns(store, { limit: 1 }),
  ]);
  // The first set alone is a planting that broke off; a set is stored once however often it is planted.
  const isUntouched =
    runs.items.length === 0 &&
    datasets.items.length < sets.length &&
    datasets.items.every(({ name, isSimulated }) => isSimulated && name === sets[0].name);
  if (!isUntouched) return null;
  let trainId = "";
  for (const set of sets) trainId = await plantSet(store, set);
  const request = RunCreate.parse({
    name: "Demo: watch it grow",
    datasetId: trainId,
    questions: { limit: 24 },
    roles: {
      [protocolOf("malt").roles[0]?.name ?? ""]: { endpointId: simulatorId, model: "maltsim-base-paced" },
    },
    seed: 7,
  });
  return (await createRun(store, request)).id;
}
