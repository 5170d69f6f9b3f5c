import type { Store } from "../../db/client.ts";
import type { ChancePairs } from "../export/run-facts.ts";
import type { SettledRecipe } from "../export/settle-recipe.ts";
import { viewCredit } from "./run-credit.ts";

/**
 * A run's sibling pairs by role beside what equal siblings would give, as the run's credit has them, rounded to
 * thousandths so that an export's bytes rest on no last digit. Null where labels are not the credit's: controls, a
 * threshold raised by spread, and trees, which are exported without labels.
 */
export async function chanceOfRun(
  store: Store,
  runId: string,
  { format, kinds, labels, thresholdAlpha, threshold, roles }: SettledRecipe,
): Promise<readonly ChancePairs[] | null> {
  const hasPairs = kinds.includes("dpo") || kinds.includes("reward");
  if (format === "trees" || !hasPairs || labels !== "real" || thresholdAlpha > 0) return null;
  const credit = await viewCredit(store, runId, threshold ?? undefined);
  return Object.entries(credit.roles).flatMap(([role, { pairs, expected, reversed }]) =>
    roles.includes(role)
      ? [
          {
            role,
            pairs,
            expected: expected && { pairs: round(expected.pairs), deviation: round(expected.deviation) },
            reversed: reversed === null ? null : round(reversed),
          },
        ]
      : [],
  );
}

const round = (value: number): number => Math.round(1000 * value) / 1000;
