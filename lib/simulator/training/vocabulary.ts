import type { Weights } from "../base-weights.ts";

/** Features as numbers, so that training runs over arrays; `start` holds a model's weight of each. */
export type Vocabulary = {
  /** The number of a feature; one that no weight was given starts at 0. */
  indexOf(feature: string): number;
  readonly start: readonly number[];
  /** The weights by name again; what is 0 is left out. */
  name(weights: Float64Array): Weights;
};

/** The features of a model, to which those of the examples are added as they are read. */
export function createVocabulary(weights: Weights): Vocabulary {
  const start = Object.values(weights);
  const names = Object.keys(weights);
  const known = new Map(names.map((feature, index) => [feature, index]));
  return {
    start,
    indexOf(feature) {
      const index = known.get(feature) ?? names.length;
      if (index === names.length) {
        known.set(feature, index);
        names.push(feature);
        start.push(0);
      }
      return index;
    },
    name: (trained) =>
      Object.fromEntries(
        names
          .map((feature, index) => [feature, trained[index] ?? 0] as const)
          .filter(([, weight]) => weight !== 0),
      ),
  };
}
