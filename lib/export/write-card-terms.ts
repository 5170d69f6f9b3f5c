import { escapeCell } from "./markdown-table.ts";
import type { RunFacts } from "./run-facts.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** The card's section on terms: what a person said of source and models, and that it is unset where nobody did. */
export function writeCardTerms(
  { sourceLicence, modelTerms }: Pick<SettledRecipe, "sourceLicence" | "modelTerms">,
  runs: readonly RunFacts[],
): string {
  const listed = (names: readonly (string | null)[]): string => {
    const known = [...new Set(names)].filter((name) => name !== null).map(escapeCell);
    return known.length > 0 ? ` (${known.join(", ")})` : "";
  };
  const said = (terms: string | null): string =>
    terms === null ? "unset. Nobody has said; find out before you pass the data on" : escapeCell(terms);
  return [
    "## Licence",
    "This data set has no licence of its own: the terms below hold, as far as they are known.",
    [
      `- Questions${listed(runs.map(({ dataset }) => dataset?.name ?? null))}: ${said(sourceLicence)}.`,
      `- Texts of the models${listed(runs.flatMap(({ models }) => Object.values(models)))}: ${said(modelTerms)}.`,
    ].join("\n"),
  ].join("\n\n");
}
