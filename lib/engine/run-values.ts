import type { Tx } from "../../db/client.ts";
import { getRun } from "../../db/queries/runs.ts";
import { valueLines } from "../../db/queries/verdict-lines.ts";
import { countValues } from "../core/credit/count-values.ts";
import type { RunValues } from "../http/wire/runs.ts";
import { protocolOf } from "../protocols/registry.ts";
import { oldValueLines } from "./old-value-lines.ts";

/**
 * The distinct values of a run's nodes by role, rising, with how many nodes have each and how many pairs a threshold
 * there gives; a role without a value yet has an empty list. Reads a line a tree, growing ones too. Throws `not_found`.
 */
export async function viewValues(store: Tx, runId: string): Promise<RunValues> {
  const run = await getRun(store, runId);
  const { lines, without } = await valueLines(store, runId);
  const old = await oldValueLines(store, without);
  const levels = countValues([...lines, ...old.values()], run.incomplete);
  return Object.fromEntries(
    protocolOf(run.protocol).roles.map(({ name, depth }) => [
      name,
      (levels[depth - 1] ?? []).map((bin) => ({ value: bin.numerator / bin.denominator, ...bin })),
    ]),
  );
}
