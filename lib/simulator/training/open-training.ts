import type { SimulatedModel } from "../models.ts";
import { type Files, openFiles } from "./files.ts";
import { type Jobs, openJobs } from "./jobs.ts";
import type { TrainingStore } from "./training-store.ts";

export type Training = { readonly files: Files; readonly jobs: Jobs };

/** Files, jobs and tuned models of a store; jobs that were under way go on. */
export async function openTraining({
  models,
  store,
  random,
  now,
}: {
  readonly models: readonly SimulatedModel[];
  readonly store: TrainingStore;
  readonly random: () => number;
  readonly now: () => number;
}): Promise<Training> {
  const newId = (prefix: string): string =>
    prefix +
    [0, 1]
      .map(() =>
        Math.floor(random() * 36 ** 8)
          .toString(36)
          .padStart(8, "0"),
      )
      .join("");
  const files = await openFiles(store, newId, now);
  const jobs = await openJobs({
    store,
    newId,
    now,
    weightsOf: (id) => models.find((model) => model.id === id)?.weights ?? null,
    readFile: (id) => files.text(id),
    keepResult: async (name, text) => (await files.add(name, "fine-tune-results", text)).id,
  });
  return { files, jobs };
}
