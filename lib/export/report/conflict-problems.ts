import type { RunFacts } from "../run-facts.ts";
import type { KindName } from "../recipe.ts";
import type { Problem } from "../validate.ts";

/** Says of pairs that annotators differ on, unsettled, what an export does with them; nothing where it takes no pairs. */
export function conflictProblems(
  runs: readonly Pick<RunFacts, "conflicts">[],
  kinds: readonly KindName[],
): Problem[] {
  const open = runs.reduce((sum, { conflicts }) => sum + (conflicts ?? 0), 0);
  if (open === 0 || !kinds.some((kind) => kind === "dpo" || kind === "reward")) return [];
  return [
    {
      level: "warning",
      message: `Annotators differ on ${open} ${open === 1 ? "pair" : "pairs"} that nobody has settled: of each the last word counts. Settle them on the pairs page, under conflicts, or export as it is.`,
    },
  ];
}
