import type { RunDraft } from "./run-draft.ts";

/** What is allowed and yet likely not meant, each with the reason. */
export function startWarnings(
  draft: RunDraft,
  roleTitles: Readonly<Record<string, string>>,
  isSimulated: boolean,
  unpriced: readonly string[],
): string[] {
  const warnings: string[] = [];
  const frozen = Object.entries(draft.roles)
    .filter(
      ([name, role]) =>
        role.temperature.trim() !== "" &&
        Number(role.temperature.replace(",", ".")) === 0 &&
        (draft.branching[name] ?? 1) > 1,
    )
    .map(([name]) => roleTitles[name] ?? name);
  if (frozen.length > 0)
    warnings.push(
      `Temperature 0 (${frozen.join(", ")}): siblings come out alike, so there will be hardly any pairs.`,
    );
  if (unpriced.length > 0 && draft.budget.usd.trim() !== "")
    warnings.push(
      `No price is set for ${unpriced.join(", ")}: a budget in $ cannot hold it. Set one at its endpoint, or cap tokens.`,
    );
  if (isSimulated) warnings.push("This model is simulated: the numbers say nothing about language models.");
  if (Object.values(draft.branching).every((count) => count === 1))
    warnings.push("Branching 1 grows a single trajectory: no siblings, no pairs.");
  return warnings;
}
