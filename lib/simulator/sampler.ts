import type { Weights } from "./base-weights.ts";
import type { Choose, Option } from "./policy.ts";

/** The option's score: its offset plus the weights of its features. */
function scoreOf({ offset, features }: Option<unknown>, weights: Weights): number {
  return features.reduce((sum, feature) => sum + (weights[feature] ?? 0), offset);
}

/**
 * Draws decisions from `softmax(score / (0.8 + 0.2 T))`; at T = 0 takes the best, the first of equals.
 * The narrow span is on purpose: with τ = T accuracy would hang on the temperature more than on the weights.
 * `random` gives numbers in [0, 1).
 */
export function createSampler(weights: Weights, temperature: number, random: () => number): Choose {
  const tau = 0.8 + 0.2 * temperature;
  return <T>(options: readonly Option<T>[]): T => {
    const scores = options.map((option) => scoreOf(option, weights));
    const best = Math.max(...scores);
    const masses = scores.map((score) =>
      temperature > 0 ? Math.exp((score - best) / tau) : score === best ? 1 : 0,
    );
    let left = temperature > 0 ? random() * masses.reduce((sum, mass) => sum + mass, 0) : 0;
    for (const [index, option] of options.entries()) {
      left -= masses[index] ?? 0;
      if (left < 0) return option.value;
    }
    const last = options.at(-1);
    if (!last) throw new RangeError("a decision without options");
    return last.value;
  };
}
