import { z } from "zod";
import type { Weights } from "../base-weights.ts";
import { Job, jobEnds, type JobRequest, newJob } from "./job.ts";
import { runJob } from "./run-job.ts";
import type { TrainingStore } from "./training-store.ts";

const JobEvent = z.object({
  id: z.string(),
  createdAt: z.int(),
  level: z.enum(["info", "warn", "error"]),
  type: z.enum(["message", "metrics"]),
  message: z.string(),
  data: z.record(z.string(), z.number()).nullable(),
});
export type JobEvent = z.infer<typeof JobEvent>;

const StoredJob = z.object({ job: Job, events: z.array(JobEvent) });
type StoredJob = z.infer<typeof StoredJob>;

const TunedModel = z.object({
  id: z.string(),
  parent: z.string(),
  job: z.string(),
  created: z.int(),
  weights: z.record(z.string(), z.number()),
});
export type TunedModel = z.infer<typeof TunedModel>;

export type Jobs = {
  /** Null where the model or the file is not there; then `missing` names it. */
  start(request: JobRequest): Promise<Job | { readonly missing: "model" | "training_file" }>;
  all(): readonly Job[];
  find(id: string): { readonly job: Job; readonly events: readonly JobEvent[] } | null;
  /** False where it has ended already. */
  cancel(id: string): Promise<boolean>;
  models(): readonly TunedModel[];
  removeModel(id: string): Promise<boolean>;
};

type Parts = {
  readonly store: TrainingStore;
  readonly weightsOf: (model: string) => Weights | null;
  readonly readFile: (id: string) => Promise<string | null>;
  readonly keepResult: (name: string, text: string) => Promise<string>;
  readonly newId: (prefix: string) => string;
  /** Seconds since 1970. */
  readonly now: () => number;
};

/**
 * Opens the jobs and tuned models of a store. Jobs run one after the other; one that was under way when the process
 * ended starts over from its file. A tuned model is stored whole before its job says that it succeeded.
 */
export async function openJobs({ store, weightsOf, readFile, keepResult, newId, now }: Parts): Promise<Jobs> {
  const jobs = new Map<string, StoredJob>();
  const models = new Map<string, TunedModel>();
  const stops = new Map<string, AbortController>();
  for (const record of await store.all("models")) {
    const parsed = TunedModel.safeParse(record);
    if (parsed.success) models.set(parsed.data.id, parsed.data);
  }
  const startOf = (model: string): Weights | null => models.get(model)?.weights ?? weightsOf(model);
  const hasEnded = ({ status }: Job): boolean => jobEnds.some((end) => end === status);
  const save = (id: string): Promise<void> => store.put("jobs", id, jobs.get(id));
  const change = (id: string, changes: Partial<Job>): void => {
    const stored = jobs.get(id);
    if (stored) jobs.set(id, { ...stored, job: { ...stored.job, ...changes } });
  };
  const tell = (id: string, event: Pick<JobEvent, "level" | "type" | "message" | "data">): void => {
    jobs.get(id)?.events.push({ id: newId("ftevent-"), createdAt: now(), ...event });
  };
  const say = (id: string, level: JobEvent["level"], message: string): void =>
    tell(id, { level, type: "message", message, data: null });

  let line: Promise<void> = Promise.resolve();
  const enqueue = (id: string): void => {
    const stop = new AbortController();
    stops.set(id, stop);
    line = line.then(() => work(id, stop.signal)).catch(() => undefined);
  };

  async function work(id: string, signal: AbortSignal): Promise<void> {
    const job = jobs.get(id)?.job;
    if (!job || hasEnded(job)) return;
    try {
      await finish(job, signal);
    } catch (error) {
      if (signal.aborted) return;
      const message = error instanceof Error ? error.message : "The job broke off.";
      change(id, {
        status: "failed",
        finishedAt: now(),
        error: { code: "server_error", message, param: null },
      });
      say(id, "error", message);
    } finally {
      stops.delete(id);
      await save(id);
    }
  }

  async function finish(job: Job, signal: AbortSignal): Promise<void> {
    const { id } = job;
    const [weights, file] = [startOf(job.model), await readFile(job.trainingFile)];
    signal.throwIfAborted();
    if (!weights || file === null) throw new Error("The model or the training file of this job is gone.");
    const outcome = await runJob(
      job,
      weights,
      file,
      {
        message: (level, text) => say(id, level, text),
        metrics: (data) =>
          tell(id, {
            level: "info",
            type: "metrics",
            message: `Step ${data["step"]}/${data["total_steps"]}`,
            data,
          }),
        begin: (plan) => {
          change(id, { status: "running", plan });
          say(id, "info", "Training begins.");
        },
      },
      signal,
    );
    signal.throwIfAborted();
    if ("error" in outcome) {
      change(id, { status: "failed", finishedAt: now(), error: outcome.error });
      return say(id, "error", outcome.error.message);
    }
    const model: TunedModel = {
      id: `ft:maltsim-base:local:${job.suffix}:${newId("").slice(-6)}`,
      parent: job.model,
      job: id,
      created: now(),
      weights: { ...outcome.weights },
    };
    const resultFile = await keepResult(`${id}_metrics.csv`, outcome.results);
    await store.put("models", model.id, model);
    if (signal.aborted) await store.remove("models", model.id);
    signal.throwIfAborted();
    models.set(model.id, model);
    change(id, {
      status: "succeeded",
      finishedAt: now(),
      fineTunedModel: model.id,
      trainedTokens: outcome.trainedTokens,
      resultFile,
    });
    say(id, "info", `The model ${model.id} is ready.`);
  }

  for (const record of await store.all("jobs")) {
    const parsed = StoredJob.safeParse(record);
    if (!parsed.success) continue;
    const { job, events } = parsed.data;
    jobs.set(
      job.id,
      hasEnded(job) ? parsed.data : { job: { ...job, status: "queued", plan: null }, events: [] },
    );
    if (hasEnded(job)) continue;
    say(
      job.id,
      "warn",
      `The server was started again; the job starts over. ${events.length} earlier events are gone.`,
    );
    enqueue(job.id);
  }

  return {
    async start(request) {
      if (!startOf(request.model)) return { missing: "model" };
      const file = await readFile(request.training_file);
      if (file === null) return { missing: "training_file" };
      const job = newJob(request, newId("ftjob-"), file, now());
      jobs.set(job.id, { job, events: [] });
      say(job.id, "info", "The job is created.");
      await save(job.id);
      enqueue(job.id);
      return job;
    },
    all: () => [...jobs.values()].map(({ job }) => job).toSorted((a, b) => b.createdAt - a.createdAt),
    find: (id) => jobs.get(id) ?? null,
    async cancel(id) {
      const job = jobs.get(id)?.job;
      if (!job || hasEnded(job)) return false;
      change(id, { status: "cancelled", finishedAt: now() });
      say(id, "info", "The job was cancelled.");
      stops.get(id)?.abort();
      await save(id);
      return true;
    },
    models: () => [...models.values()],
    async removeModel(id) {
      if (!models.delete(id)) return false;
      await store.remove("models", id);
      return true;
    },
  };
}
