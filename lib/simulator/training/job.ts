import { z } from "zod";
import { hash } from "../hash.ts";
import type { Plan } from "./train.ts";

const auto = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .union([z.literal("auto"), schema])
    .nullish()
    .transform((value) => (value === "auto" ? null : (value ?? null)));
const hyperparameters = {
  n_epochs: auto(z.int().min(1).max(50)),
  batch_size: auto(z.int().min(1).max(256)),
  learning_rate_multiplier: auto(z.number().positive().max(100)),
};
const Supervised = z.object(hyperparameters).partial();
const Preference = z.object({ ...hyperparameters, beta: auto(z.number().positive().max(2)) }).partial();

/** The body that starts a job; fields of OpenAI's that mean nothing here are let through unread. */
export const JobRequest = z.object({
  model: z.string().min(1),
  training_file: z.string().min(1),
  suffix: z
    .string()
    .regex(/^[\w-]{1,64}$/, "takes up to 64 letters, digits, - and _")
    .nullish(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .nullish(),
  hyperparameters: Supervised.nullish(),
  method: z
    .discriminatedUnion(
      "type",
      [
        z.object({
          type: z.literal("supervised"),
          supervised: z.object({ hyperparameters: Supervised.nullish() }).nullish(),
        }),
        z.object({
          type: z.literal("dpo"),
          dpo: z.object({ hyperparameters: Preference.nullish() }).nullish(),
        }),
      ],
      "is supervised or dpo here",
    )
    .nullish(),
});
export type JobRequest = z.output<typeof JobRequest>;

export const jobEnds = ["succeeded", "failed", "cancelled"] as const;

const JobError = z.object({ code: z.string(), message: z.string(), param: z.string().nullable() });
const Method = z.discriminatedUnion("type", [
  z.object({ type: z.literal("supervised") }),
  z.object({ type: z.literal("dpo"), beta: z.number() }),
]);

/** A job as it is kept; `jobView` gives it OpenAI's shape. Times in seconds since 1970. */
export const Job = z.object({
  id: z.string(),
  model: z.string(),
  trainingFile: z.string(),
  suffix: z.string(),
  seed: z.int(),
  asked: z.object({ epochs: z.int().nullable(), batchSize: z.int().nullable(), rate: z.number().nullable() }),
  method: Method,
  status: z.enum(["validating_files", "queued", "running", ...jobEnds]),
  createdAt: z.int(),
  finishedAt: z.int().nullable(),
  fineTunedModel: z.string().nullable(),
  trainedTokens: z.int().nullable(),
  resultFile: z.string().nullable(),
  error: JobError.nullable(),
  /** As settled from the file; null before it is read. */
  plan: z
    .object({ epochs: z.int(), batchSize: z.int(), rateMultiplier: z.number(), seed: z.int() })
    .nullable(),
});
export type Job = z.infer<typeof Job>;

/** A job that has just been asked for. β is 0.2 where the request leaves it open (MALT, appendix A.4). */
export function newJob(request: JobRequest, id: string, file: string, now: number): Job {
  const { method } = request;
  const own =
    (method?.type === "dpo" ? method.dpo?.hyperparameters : method?.supervised?.hyperparameters) ??
    request.hyperparameters ??
    {};
  const beta = method?.type === "dpo" ? (method.dpo?.hyperparameters?.beta ?? 0.2) : 0.2;
  return {
    id,
    model: request.model,
    trainingFile: request.training_file,
    suffix: request.suffix ?? "tuned",
    // Drawn from the file, so that the same file trains the same model.
    seed: request.seed ?? hash(file) % 2 ** 31,
    asked: {
      epochs: own.n_epochs ?? null,
      batchSize: own.batch_size ?? null,
      rate: own.learning_rate_multiplier ?? null,
    },
    method: method?.type === "dpo" ? { type: "dpo", beta } : { type: "supervised" },
    status: "validating_files",
    createdAt: now,
    finishedAt: null,
    fineTunedModel: null,
    trainedTokens: null,
    resultFile: null,
    error: null,
    plan: null,
  };
}

const [enoughLines, mostEpochs] = [1500, 10];
const leastEpochs = { supervised: 2, dpo: 3 } as const;

/** What "auto" comes to over so many usable lines: few lines are gone over more often. */
export function planOf({ asked, method, seed }: Job, lines: number): Plan {
  const epochs = Math.min(
    mostEpochs,
    Math.max(leastEpochs[method.type], Math.ceil(enoughLines / Math.max(1, lines))),
  );
  return {
    epochs: asked.epochs ?? epochs,
    batchSize: asked.batchSize ?? 8,
    rateMultiplier: asked.rate ?? 1,
    seed,
  };
}

/** The job as OpenAI's API shows it. */
export function jobView(job: Job): Record<string, unknown> {
  const { plan, asked, method } = job;
  const settled = {
    n_epochs: plan?.epochs ?? asked.epochs ?? "auto",
    batch_size: plan?.batchSize ?? asked.batchSize ?? "auto",
    learning_rate_multiplier: plan?.rateMultiplier ?? asked.rate ?? "auto",
  };
  return {
    object: "fine_tuning.job",
    id: job.id,
    created_at: job.createdAt,
    finished_at: job.finishedAt,
    estimated_finish: null,
    model: job.model,
    fine_tuned_model: job.fineTunedModel,
    organization_id: "malthouse",
    status: job.status,
    training_file: job.trainingFile,
    validation_file: null,
    result_files: job.resultFile === null ? [] : [job.resultFile],
    trained_tokens: job.trainedTokens,
    error: job.error,
    seed: job.seed,
    hyperparameters: settled,
    method:
      method.type === "dpo"
        ? { type: "dpo", dpo: { hyperparameters: { ...settled, beta: method.beta } } }
        : { type: "supervised", supervised: { hyperparameters: settled } },
    integrations: [],
    metadata: null,
  };
}
