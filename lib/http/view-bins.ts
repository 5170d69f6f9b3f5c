import type { StoredBin } from "../../db/queries/nodes.ts";
import type { RunRow } from "../../db/rows.ts";
import { protocolOf } from "../protocols/registry.ts";
import type { RunValues } from "./wire/runs.ts";

/** Distinct values by role, rising; a role without a value yet has an empty list. */
export function viewBins(run: RunRow, bins: readonly StoredBin[]): RunValues {
  return Object.fromEntries(
    protocolOf(run.protocol).roles.map(({ name }) => [
      name,
      bins
        .filter(({ role }) => role === name)
        .map(({ numerator, denominator, count }) => ({
          value: numerator / denominator,
          numerator,
          denominator,
          count,
        })),
    ]),
  );
}
