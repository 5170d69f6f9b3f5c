import { hashRecipe } from "./recipe.ts";
import type { Check } from "./rules/rule.ts";
import type { RunFacts } from "./run-facts.ts";
import type { SettledRecipe } from "./settle-recipe.ts";
import type { StagedFile } from "./staging.ts";
import type { Counts, Dropped } from "./tally.ts";
import type { Problem } from "./validate.ts";

export type Manifest = {
  readonly schema: "malthouse.export/1";
  readonly recipeHash: string;
  readonly recipe: SettledRecipe;
  readonly rules: Readonly<Record<string, string>>;
  readonly isSimulated: boolean;
  readonly runs: readonly RunFacts[];
  readonly counts: Counts;
  readonly dropped: Dropped;
  readonly problems: readonly Problem[];
  /** What its rows were held against; none for trees. */
  readonly checks: readonly Check[];
  /** Every file of the zip but this one. */
  readonly files: readonly StagedFile[];
};

/** What the zip says of itself: no time of building and no id of the export, so equal data gives equal bytes. */
export function makeManifest(
  parts: Pick<Manifest, "recipe" | "runs" | "counts" | "dropped" | "problems" | "checks" | "files">,
): Manifest {
  return {
    schema: "malthouse.export/1",
    recipeHash: hashRecipe(parts.recipe),
    recipe: parts.recipe,
    rules: {
      label: "positive strictly above the threshold, compared as exact fractions",
      split: "by whole question: SHA-256 of the seed and the question text",
      tokens: "estimated at four characters each",
    },
    isSimulated: parts.runs.some(({ isSimulated }) => isSimulated),
    runs: parts.runs,
    counts: parts.counts,
    dropped: parts.dropped,
    problems: parts.problems,
    checks: parts.checks,
    files: parts.files,
  };
}
