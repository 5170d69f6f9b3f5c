import type { Weights } from "../base-weights.ts";
import { planOf, type Job } from "./job.ts";
import { readLesson } from "./read-lesson.ts";
import { stepsOf, train, type Step } from "./train.ts";
import { createVocabulary } from "./vocabulary.ts";

/** What a job tells while it runs. */
export type Progress = {
  message(level: "info" | "warn" | "error", text: string): void;
  metrics(data: Readonly<Record<string, number>>): void;
  /** The plan is settled and training begins. */
  begin(plan: NonNullable<Job["plan"]>): void;
};

export type Outcome =
  | { readonly weights: Weights; readonly trainedTokens: number; readonly results: string }
  | { readonly error: { readonly code: string; readonly message: string; readonly param: string | null } };

const [sliceMs, reports, namedLines, charactersPerToken] = [20, 100, 20, 4];

/**
 * Reads the training file and trains a copy of the starting weights, giving way every 20 ms so that sampling goes on
 * beside it. Each line left out is told with number and reason. Throws the signal's reason once it is aborted.
 */
export async function runJob(
  job: Job,
  start: Weights,
  file: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Outcome> {
  const vocabulary = createVocabulary(start);
  const giveWay = startGivingWay(signal);
  const { lesson, lines, leftOut } = await readLesson(file, job.method, vocabulary, giveWay);
  for (const { line, reason } of leftOut.slice(0, namedLines))
    progress.message("warn", `Line ${line} is left out: ${reason}.`);
  if (leftOut.length > namedLines)
    progress.message("warn", `${leftOut.length - namedLines} more lines are left out.`);
  const usable = lines - leftOut.length;
  if (usable === 0) {
    const [first] = leftOut;
    return {
      error: {
        code: "invalid_training_file",
        message: first
          ? `No line of the training file can be learnt from. Line ${first.line} ${first.reason}.`
          : "The training file is empty.",
        param: "training_file",
      },
    };
  }
  const plan = planOf(job, usable);
  progress.begin(plan);
  const weights = Float64Array.from(vocabulary.start);
  const total = stepsOf(usable, plan);
  const every = Math.max(1, Math.ceil(total / reports));
  const results = ["step,train_loss,train_accuracy,train_margin"];
  let window: Step[] = [];
  for (const step of train(weights, lesson, plan)) {
    results.push([step.step, step.loss, step.accuracy ?? "", step.margin ?? ""].join(","));
    window.push(step);
    if (window.length === every || step.step === total) {
      progress.metrics(metricsOf(window, total));
      window = [];
    }
    await giveWay();
  }
  const tokens = Math.ceil(file.length / charactersPerToken) * plan.epochs;
  return { weights: vocabulary.name(weights), trainedTokens: tokens, results: `${results.join("\n")}\n` };
}

/** Lets the event loop have a turn once 20 ms have been worked since the last. Throws the signal's reason once it is aborted. */
function startGivingWay(signal: AbortSignal): () => Promise<void> {
  let nextAt = performance.now() + sliceMs;
  return async () => {
    if (performance.now() < nextAt) return;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    nextAt = performance.now() + sliceMs;
  };
}

/** Means over the steps since the last report. */
function metricsOf(window: readonly Step[], total: number): Record<string, number> {
  const meanOf = (field: "loss" | "accuracy" | "margin"): number =>
    window.reduce((sum, step) => sum + (step[field] ?? 0), 0) / window.length;
  const isPreference = window[0]?.accuracy !== null;
  return {
    step: window.at(-1)?.step ?? 0,
    total_steps: total,
    train_loss: meanOf("loss"),
    ...(isPreference && { train_accuracy: meanOf("accuracy"), train_margin: meanOf("margin") }),
  };
}
