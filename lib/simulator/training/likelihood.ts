import type { Decision, Example } from "./read-example.ts";

/** ln p of a completion's decisions under the weights, at τ = 1, blind spots included. */
export function logLikelihood(example: Example, weights: Float64Array): number {
  let sum = 0;
  for (const decision of example) sum += Math.log(shareOf(decision, weights)[decision.chosen] ?? 0);
  return sum;
}

/** Adds `scale` times the gradient of ln p to `gradient`: 1 − p on what was chosen, −p on every other option's features. */
export function addGradient(
  example: Example,
  weights: Float64Array,
  scale: number,
  gradient: Float64Array,
): void {
  for (const decision of example) {
    const shares = shareOf(decision, weights);
    for (const [option, features] of decision.features.entries()) {
      const step = scale * ((option === decision.chosen ? 1 : 0) - (shares[option] ?? 0));
      for (const feature of features) gradient[feature] = (gradient[feature] ?? 0) + step;
    }
  }
}

/** The softmax over a decision's options. */
function shareOf({ offsets, features }: Decision, weights: Float64Array): number[] {
  const scores = offsets.map((offset, option) => {
    let score = offset;
    for (const feature of features[option] ?? []) score += weights[feature] ?? 0;
    return score;
  });
  const best = Math.max(...scores);
  const masses = scores.map((score) => Math.exp(score - best));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => mass / total);
}
