import { baseWeights, type Weights } from "./base-weights.ts";

export type SimulatedModel = {
  readonly id: string;
  /** Models that share it give the same answers for the same seed. */
  readonly canonicalId: string;
  readonly weights: Weights;
  /** Slowed down so that a tree can be watched as it grows. */
  readonly isPaced: boolean;
};

export const baseModels: readonly SimulatedModel[] = [
  { id: "maltsim-base", canonicalId: "maltsim-base", weights: baseWeights, isPaced: false },
  { id: "maltsim-base-paced", canonicalId: "maltsim-base", weights: baseWeights, isPaced: true },
];
