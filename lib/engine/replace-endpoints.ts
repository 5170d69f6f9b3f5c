import type { Tx } from "../../db/client.ts";
import { listEndpoints } from "../../db/queries/endpoints.ts";
import { addNotice, updateRun } from "../../db/queries/runs.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import { RunConfig } from "../http/wire/runs.ts";

/**
 * Lets other endpoints stand in for those that a run asks: after an import, or where one has moved. Models and all else
 * stay, and so does the config's hash: it names what the run was started as; a notice says who took over. Give a `tx`.
 * Throws `wrong_state` unless the run is paused and has its config, `invalid_request` where an id is none of ours or of the run's.
 */
export async function replaceEndpoints(
  tx: Tx,
  run: RunRow,
  replaced: Readonly<Record<string, string>>,
): Promise<void> {
  const config = RunConfig.safeParse(run.config);
  if (run.status !== "paused" || !config.success)
    throw new MalthouseError(
      "wrong_state",
      `The run ${run.name} is ${config.success ? run.status : "without its config"}, so its endpoints cannot be replaced. ${config.success ? "Pause it first." : "Start a new run instead."}`,
    );
  const names = new Map((await listEndpoints(tx)).map(({ id, name }) => [id, name]));
  const asked = new Set(Object.values(config.data.roles).map(({ endpointId }) => endpointId));
  for (const [from, to] of Object.entries(replaced)) {
    const message = !asked.has(from)
      ? `No role of this run asks ${from}.`
      : names.has(to)
        ? null
        : `There is no endpoint ${to}. GET /api/endpoints lists those that are here.`;
    if (message !== null)
      throw new MalthouseError("invalid_request", message, {
        errors: [{ path: `endpoints.${from}`, message }],
      });
  }
  const roles = Object.fromEntries(
    Object.entries(config.data.roles).map(([role, own]) => [
      role,
      { ...own, endpointId: replaced[own.endpointId] ?? own.endpointId },
    ]),
  );
  await updateRun(tx, run.id, { config: { ...run.config, roles }, endpoints: [] });
  for (const [from, to] of Object.entries(replaced))
    await addNotice(tx, run.id, {
      at: new Date().toISOString(),
      code: "endpoint_replaced",
      level: "info",
      message: `${names.get(to) ?? to} answers from here on in place of ${names.get(from) ?? from}.`,
    });
}
