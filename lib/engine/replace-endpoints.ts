import type { Tx } from "../../db/client.ts";
import { listEndpoints } from "../../db/queries/endpoints.ts";
import { addNotice, updateRun } from "../../db/queries/runs.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import { simulatorId } from "./known-endpoints.ts";
import { RunConfig, type RunPatch } from "../http/wire/runs.ts";

/** Who stands in: by the endpoint that was asked, and by role. A role's own word counts. */
export type Replacement = Pick<RunPatch, "endpoints" | "roles">;

type Asked = { readonly endpointId: string; readonly model: string };

/**
 * Lets other endpoints and models stand in for those that a run asks: after an import, or where one has moved or is
 * gone. All else stays, and so does the config's hash: it names what the run was started as; notices say who took over.
 * Give a `tx`. Throws `wrong_state` unless the run is paused and has its config, `invalid_request` where an id or a role is none of ours
 * or of the run's.
 */
export async function replaceEndpoints(
  tx: Tx,
  run: RunRow,
  { endpoints = {}, roles = {} }: Replacement,
): Promise<void> {
  const config = RunConfig.safeParse(run.config);
  if (run.status !== "paused" || !config.success)
    throw new MalthouseError(
      "wrong_state",
      `The run ${run.name} is ${config.success ? run.status : "without its config"}, so its endpoints cannot be replaced. ${config.success ? "Pause it first." : "Start a new run instead."}`,
    );
  const names = new Map((await listEndpoints(tx)).map(({ id, name }) => [id, name]));
  const before = config.data.roles;
  const asked = new Set(Object.values(before).map(({ endpointId }) => endpointId));
  for (const [from, to] of Object.entries(endpoints))
    refuse(
      `endpoints.${from}`,
      asked.has(from) ? unknownEndpoint(names, to) : `No role of this run asks ${from}.`,
    );
  for (const [role, { endpointId }] of Object.entries(roles)) {
    refuse(`roles.${role}`, before[role] ? null : `This run has no role ${role}.`);
    if (endpointId !== undefined) refuse(`roles.${role}.endpointId`, unknownEndpoint(names, endpointId));
  }
  const after = Object.fromEntries(
    Object.entries(before).map(([role, own]) => [
      role,
      {
        ...own,
        endpointId: roles[role]?.endpointId ?? endpoints[own.endpointId] ?? own.endpointId,
        model: roles[role]?.model ?? own.model,
      },
    ]),
  );
  await updateRun(tx, run.id, {
    config: { ...run.config, roles: after },
    endpoints: [],
    isSimulated: run.isSimulated || Object.values(after).some(({ endpointId }) => endpointId === simulatorId),
  });
  for (const message of movesOf(before, after, (id) => names.get(id) ?? id))
    await addNotice(tx, run.id, {
      at: new Date().toISOString(),
      code: "endpoint_replaced",
      level: "info",
      message,
    });
}

const unknownEndpoint = (names: ReadonlyMap<string, string>, id: string): string | null =>
  names.has(id) ? null : `There is no endpoint ${id}. GET /api/endpoints lists those that are here.`;

function refuse(path: string, message: string | null): void {
  if (message === null) return;
  throw new MalthouseError("invalid_request", message, { errors: [{ path, message }] });
}

/** One sentence for each pair of who answered and who does now, whichever roles share it. */
function movesOf(
  before: Readonly<Record<string, Asked>>,
  after: Readonly<Record<string, Asked>>,
  nameOf: (endpointId: string) => string,
): ReadonlySet<string> {
  const moves = Object.entries(after).flatMap(([role, { endpointId, model }]) => {
    const old = before[role];
    if (!old || (old.endpointId === endpointId && old.model === model)) return [];
    if (old.model === model)
      return [`${nameOf(endpointId)} answers from here on in place of ${nameOf(old.endpointId)}.`];
    return [
      `${model} of ${nameOf(endpointId)} answers from here on in place of ${old.model} of ${nameOf(old.endpointId)}.`,
    ];
  });
  return new Set(moves);
}
