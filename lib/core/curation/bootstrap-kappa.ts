import { createRandom } from "../create-random.ts";
import { cohenKappa, type RatingTable } from "./cohen-kappa.ts";

/** Under so few questions the percentiles promise more than they hold. */
const fewestQuestions = 10;
const draws = 1000;

/**
 * A 95 % interval of Cohen's κ by the percentiles of 1,000 bootstrap samples of questions (Efron 1979): pairs of one
 * question are alike, so whole questions are drawn. `byQuestion` holds a square table a question. Null under ten
 * questions, or where a sample in twenty has no κ. The draw is seeded: the same tables give the same interval.
 */
export function bootstrapKappa(byQuestion: readonly RatingTable[]): readonly [number, number] | null {
  if (byQuestion.length < fewestQuestions) return null;
  const size = byQuestion[0]?.length ?? 0;
  const flat = byQuestion.map((table) => table.flat());
  const random = createRandom(byQuestion.length);
  const kappas: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const sums = Array.from({ length: size * size }, () => 0);
    for (let picked = 0; picked < flat.length; picked++) {
      const counts = flat[Math.floor(random() * flat.length)] ?? [];
      for (let at = 0; at < counts.length; at++) sums[at] = (sums[at] ?? 0) + (counts[at] ?? 0);
    }
    const { kappa } = cohenKappa(
      Array.from({ length: size }, (_, row) => sums.slice(row * size, (row + 1) * size)),
    );
    if (kappa !== null) kappas.push(kappa);
  }
  if (kappas.length < draws * 0.95) return null;
  kappas.sort((a, b) => a - b);
  const at = (share: number): number => kappas[Math.round(share * (kappas.length - 1))] ?? 0;
  return [at(0.025), at(0.975)];
}
