import { squareSizes } from "./estimate-variances.ts";
import type { Part } from "./part.ts";

/** Near one sibling group: the variance of siblings' true values, and that of a sibling's value around its true one. */
export type Noise = { readonly between: number; of(part: Part): number };

/**
 * Variances near a sibling group at a depth: the run's (`variances`, from the question to the leaf), scaled to how mixed
 * the leaves under this parent are. An outcome is 0 or 1, so its variance goes with p(1 − p), and pairs arise where that
 * is large.
 */
export function createNoise(
  variances: readonly (number | null)[],
): (siblings: readonly Part[], depth: number) => Noise {
  const known = variances.map((variance) => Math.max(0, variance ?? 0));
  const below = known.map((_, depth) => known.slice(depth).reduce((sum, variance) => sum + variance, 0));
  const unscaled = known.map(() => new Map<Part, number>());
  const noiseOf = (part: Part, depth: number): number => {
    const found = unscaled[depth]?.get(part);
    if (found !== undefined) return found;
    const noise = squareSizes(part, depth, variances.length - 1).reduce(
      (sum, size, level) => (level > depth ? sum + ((known[level] ?? 0) * size) / part.leaves ** 2 : sum),
      0,
    );
    unscaled[depth]?.set(part, noise);
    return noise;
  };
  return (siblings, depth) => {
    const leaves = siblings.reduce((sum, part) => sum + part.leaves, 0);
    const right = siblings.reduce((sum, part) => sum + part.right, 0);
    const local = leaves > 1 ? (right * (leaves - right)) / (leaves * (leaves - 1)) : 0;
    const all = below[depth] ?? 0;
    const scale = all > 0 ? local / all : 0;
    return { between: scale * (known[depth] ?? 0), of: (part) => scale * noiseOf(part, depth) };
  };
}
