import { expect, test } from "vitest";
import { baseWeights } from "../../../lib/simulator/base-weights.ts";
import { createCompleter } from "../../../lib/simulator/complete.ts";
import { makeProblems } from "../../../lib/simulator/problems.ts";
import { createRandom } from "../../../lib/simulator/random.ts";
import { addGradient, logLikelihood } from "../../../lib/simulator/training/likelihood.ts";
import { type Example, readExample } from "../../../lib/simulator/training/read-example.ts";
import { type Lesson, train } from "../../../lib/simulator/training/train.ts";
import { createVocabulary } from "../../../lib/simulator/training/vocabulary.ts";

const flat = Object.fromEntries(Object.entries(baseWeights).map(([name, weight]) => [name, weight * 0.3]));
const plan = { epochs: 1, batchSize: 4, rateMultiplier: 1, seed: 1 };

/** Two texts for each prompt of three roles over some problems, read back. */
function sampleExamples() {
  const vocabulary = createVocabulary(flat);
  const random = createRandom(11);
  const twins: [Example, Example][] = [];
  for (const { question } of makeProblems({ count: 6, seed: 4 })) {
    const prompts = [`${question}\n\nWork it out.`];
    for (const [place, note] of [
      "\n\nCheck the answer; end with a verdict.",
      "\n\nWrite the best answer.",
    ].entries())
      prompts.push(`${prompts[place]}\n\n${textOf(prompts[place]!)}${note}`);
    for (const content of prompts) {
      const messages = [{ role: "user", content }];
      const read = [0, 1].map(() => readExample(messages, textOf(content), vocabulary));
      const [a, b] = read.map((one) => {
        if ("reason" in one) throw new Error(one.reason);
        return one.example;
      });
      twins.push([a!, b!]);
    }
  }
  function textOf(content: string): string {
    return createCompleter([{ role: "user", content }], flat, 1, random)();
  }
  return { twins, weights: Float64Array.from(vocabulary.start) };
}

/** The slope of `f` along each weight by central differences. */
function slopes(weights: Float64Array, f: (moved: Float64Array) => number): number[] {
  const step = 1e-5;
  return Array.from(weights, (_, index) => {
    const [up, down] = [step, -step].map((by) => {
      const moved = weights.slice();
      moved[index] = (moved[index] ?? 0) + by;
      return f(moved);
    });
    return ((up ?? 0) - (down ?? 0)) / (2 * step);
  });
}

test("addGradient is the slope of logLikelihood along every weight, for all three roles", () => {
  const { twins, weights } = sampleExamples();
  for (const [example] of twins) {
    const gradient = new Float64Array(weights.length);
    addGradient(example, weights, 1, gradient);
    const measured = slopes(weights, (moved) => logLikelihood(example, moved));
    for (const [index, slope] of measured.entries())
      expect(Math.abs(slope - gradient[index]!)).toBeLessThan(1e-6);
  }
});

test("a DPO step goes up its own objective, ln sigma(beta (gap - gap at the start)), along every weight", () => {
  const { twins, weights } = sampleExamples();
  const pairs = twins.slice(0, 4).map(([preferred, rejected]) => ({ preferred, rejected }));
  const gapOf = (pair: (typeof pairs)[number], at: Float64Array): number =>
    logLikelihood(pair.preferred, at) - logLikelihood(pair.rejected, at);
  const beta = 0.2;
  const objective = (at: Float64Array): number =>
    pairs.reduce(
      (sum, pair) =>
        sum - Math.log(1 + Math.exp(-beta * (gapOf(pair, at) - gapOf(pair, weights)))) / pairs.length,
      0,
    );
  const trained = weights.slice();
  const [first] = train(trained, { type: "dpo", pairs, beta }, plan);
  expect(first).toMatchObject({ step: 1, accuracy: 0, margin: 0 });
  expect(first!.loss).toBeCloseTo(Math.LN2, 12);
  // AdaGrad's first step over a gradient g is 0.03 g / sqrt(g² + 1e-4 + 1e-8): its direction and size are known.
  for (const [index, slope] of slopes(weights, objective).entries())
    expect(trained[index]! - weights[index]!).toBeCloseTo(
      (0.03 * slope) / Math.sqrt(slope * slope + 1e-4 + 1e-8),
      6,
    );
});

test("supervised training makes what it saw likelier, preference training widens the gap to what was rejected", () => {
  const { twins, weights } = sampleExamples();
  const examples = twins.map(([example]) => example);
  const pairs = twins
    .filter(([a, b]) => logLikelihood(a, weights) !== logLikelihood(b, weights))
    .map(([preferred, rejected]) => ({ preferred, rejected }));
  const likelihoodOf = (at: Float64Array): number =>
    examples.reduce((sum, one) => sum + logLikelihood(one, at), 0);
  const gapOf = (at: Float64Array): number =>
    pairs.reduce(
      (sum, pair) => sum + logLikelihood(pair.preferred, at) - logLikelihood(pair.rejected, at),
      0,
    );
  const after = (lesson: Lesson): Float64Array => {
    const trained = weights.slice();
    expect([...train(trained, lesson, { ...plan, epochs: 20 })].at(-1)!.step).toBe(
      20 * Math.ceil((lesson.type === "dpo" ? lesson.pairs : lesson.examples).length / 4),
    );
    return trained;
  };
  expect(likelihoodOf(after({ type: "supervised", examples }))).toBeGreaterThan(likelihoodOf(weights) + 5);
  expect(gapOf(after({ type: "dpo", pairs, beta: 0.2 }))).toBeGreaterThan(gapOf(weights) + 5);
});
