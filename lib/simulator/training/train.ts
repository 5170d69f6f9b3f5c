import { createRandom } from "../random.ts";
import { createAdaGrad } from "./ada-grad.ts";
import { addGradient, logLikelihood } from "./likelihood.ts";
import type { Example } from "./read-example.ts";

/** What a job learns from: completions to imitate, or pairs of which one is preferred. */
export type Lesson =
  | { readonly type: "supervised"; readonly examples: readonly Example[] }
  | {
      readonly type: "dpo";
      readonly pairs: readonly { readonly preferred: Example; readonly rejected: Example }[];
      readonly beta: number;
    };

export type Plan = {
  readonly epochs: number;
  readonly batchSize: number;
  readonly rateMultiplier: number;
  readonly seed: number;
};

/** One step as its job reports it; `accuracy` and `margin` are of the implicit reward, DPO only. */
export type Step = {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly margin: number | null;
};

/** Steps that a plan takes over so many lines. */
export const stepsOf = (lines: number, { epochs, batchSize }: Plan): number =>
  epochs * Math.ceil(lines / batchSize);

/**
 * Trains `weights` in place, a step each time it is asked. Supervised: the mean gradient of ln p over a batch. DPO:
 * that of ln σ(β (Δ − Δ₀)), Δ the difference of ln p of the two sides, Δ₀ that under the weights as they were at the
 * start, which are the reference (arXiv 2305.18290, equation 7). Lines are shuffled each epoch by the seed.
 */
export function* train(weights: Float64Array, lesson: Lesson, plan: Plan): Generator<Step, void> {
  const random = createRandom(plan.seed);
  const climb = createAdaGrad(weights, plan.rateMultiplier);
  const learn = lesson.type === "supervised" ? imitate(weights, lesson) : prefer(weights, lesson);
  const count = lesson.type === "supervised" ? lesson.examples.length : lesson.pairs.length;
  let step = 0;
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const order = shuffle(count, random);
    for (let from = 0; from < count; from += plan.batchSize) {
      const batch = order.slice(from, from + plan.batchSize);
      const gradient = new Float64Array(weights.length);
      const measures = batch.map((line) => learn(line, 1 / batch.length, gradient));
      climb(gradient);
      step += 1;
      yield {
        step,
        loss: mean(measures.map(({ loss }) => loss)),
        accuracy: lesson.type === "dpo" ? mean(measures.map(({ margin }) => (margin > 0 ? 1 : 0))) : null,
        margin: lesson.type === "dpo" ? mean(measures.map(({ margin }) => margin)) : null,
      };
    }
  }
}

type Learn = (line: number, share: number, gradient: Float64Array) => { loss: number; margin: number };

const imitate =
  (weights: Float64Array, { examples }: Lesson & { type: "supervised" }): Learn =>
  (line, share, gradient) => {
    const example = examples[line] ?? [];
    addGradient(example, weights, share, gradient);
    return { loss: -logLikelihood(example, weights), margin: 0 };
  };

function prefer(weights: Float64Array, { pairs, beta }: Lesson & { type: "dpo" }): Learn {
  const gapOf = (line: number, under: Float64Array): number => {
    const { preferred, rejected } = pairs[line] ?? { preferred: [], rejected: [] };
    return logLikelihood(preferred, under) - logLikelihood(rejected, under);
  };
  const start = weights.slice();
  const reference: number[] = [];
  return (line, share, gradient) => {
    const { preferred, rejected } = pairs[line] ?? { preferred: [], rejected: [] };
    const margin = beta * (gapOf(line, weights) - (reference[line] ??= gapOf(line, start)));
    const scale = share * beta * sigmoid(-margin);
    addGradient(preferred, weights, scale, gradient);
    addGradient(rejected, weights, -scale, gradient);
    return { loss: Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin), margin };
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function shuffle(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
