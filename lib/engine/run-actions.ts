import type { z } from "zod";
import type { Store } from "../../db/client.ts";
import { listEndpoints } from "../../db/queries/endpoints.ts";
import { deleteFailures } from "../../db/queries/failures.ts";
import { addNotice, deleteRun as removeRun, getRun, updateRun } from "../../db/queries/runs.ts";
import { setTreeStatus, treeIdsOfRun } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import type { RunCreate, RunPatch } from "../http/wire/runs.ts";
import { createRun } from "./create-run.ts";
import { describeEndpoint, type EndpointRecord } from "./describe-endpoint.ts";
import type { Malthouse } from "./malthouse.ts";
import { replaceEndpoints } from "./replace-endpoints.ts";
import { pickTrialTree } from "./pick-trial-tree.ts";
import { refreshTree } from "./refresh-tree.ts";
import { refuseWhileRewritten } from "./rejudge/rejudge-run.ts";
import { policyOf } from "./run-policy.ts";

const isGoing = (run: RunRow): boolean => run.status === "queued" || run.status === "growing";

function refuse(run: RunRow, action: string, hint: string): never {
  throw new MalthouseError(
    "wrong_state",
    `The run ${run.name} is ${run.status}, so it cannot be ${action}. ${hint}`,
  );
}

const rolesOf = (run: RunRow): { endpointId: string; model: string }[] =>
  Object.values((run.config?.["roles"] ?? {}) as Record<string, { endpointId: string; model: string }>);

/** An endpoint may be deleted once a run has ended, and an import may name one that was never here. */
async function checkEndpoints(store: Store, run: RunRow): Promise<void> {
  const known = new Set((await listEndpoints(store)).map(({ id }) => id));
  const missing = new Set(
    rolesOf(run).flatMap(({ endpointId }) => (known.has(endpointId) ? [] : [endpointId])),
  );
  if (missing.size > 0)
    throw new MalthouseError(
      "wrong_state",
      `The run ${run.name} asks an endpoint that is not here (${[...missing].join(", ")}), so it cannot grow on. Start another run like it with an endpoint that is, or let one stand in while it is paused: PATCH /api/runs/${run.id} with {"endpoints": {"${[...missing][0]}": "<id of an endpoint>"}}, then resume.`,
    );
}

/** Takes a run up on a person's word: an endpoint that asked for more than 15 minutes is tried once, for they want it tried. */
async function growOn({ grower }: Pick<Malthouse, "grower">, run: RunRow): Promise<void> {
  await grower.activate(run.id);
  // Only now, with the run among those that grow: a refusal from here on pauses it too.
  for (const { endpointId } of rolesOf(run)) {
    const gate = grower.lanes.get(endpointId)?.gate;
    if (gate?.isWaitTooLong) gate.tryNow();
  }
  grower.pump();
}

/** Starts nothing more; what is under way is still stored. Throws `wrong_state` unless it is growing. */
export async function pauseRun({ store, grower, bus }: Malthouse, id: string): Promise<void> {
  const check = async () => {
    const run = await getRun(store, id);
    if (!isGoing(run)) refuse(run, "paused", "Only a growing run can.");
  };
  const waiting = {
    for: "user",
    until: null,
    reason: "Paused by a person. Resume goes on where it stopped.",
  } as const;
  await grower.inTurn(id, async () => {
    await check();
    if (await grower.halt(id, "paused", waiting)) return;
    // It may have ended by itself meanwhile.
    await check();
    await updateRun(store, id, {
      status: "paused",
      waitingFor: "user",
      waitingUntil: null,
      waitingReason: waiting.reason,
    });
    bus.publish({ runId: id, event: "progress" });
  });
}

/**
 * Takes a paused run up: all of it, or in a trial the one tree named. Within its turn. Throws `wrong_state` where it has
 * no config or an endpoint of it is gone.
 */
async function takeUpPaused(parts: Malthouse, paused: RunRow, trialTreeId: string | null): Promise<void> {
  if (paused.config === null)
    throw new MalthouseError(
      "wrong_state",
      "This run came without its config, so it cannot grow. Start a new run instead.",
    );
  await refuseWhileRewritten(parts.store, paused);
  await checkEndpoints(parts.store, paused);
  const run = await updateRun(parts.store, paused.id, { trialTreeId });
  if (run.startedAt === null || run.endpoints.length === 0) recordEndpoints(parts, run);
  await growOn(parts, run);
}

/** Goes on at the first empty slots. Throws `wrong_state` unless it is paused and its endpoints are there. */
export async function resumeRun(parts: Malthouse, id: string): Promise<void> {
  await parts.grower.inTurn(id, async () => {
    const run = await getRun(parts.store, id);
    if (run.status !== "paused") refuse(run, "resumed", "Only a paused run can.");
    await takeUpPaused(parts, run, null);
  });
}

/**
 * Grows one tree of a paused run and pauses it again: the tree is the run's own, and resume grows the rest. A trial that
 * was interrupted goes on. Throws `wrong_state` unless it is paused with a tree left and no other half grown.
 */
export async function startTrial(parts: Malthouse, id: string): Promise<void> {
  await parts.grower.inTurn(id, async () => {
    const run = await getRun(parts.store, id);
    if (run.status !== "paused") refuse(run, "tried", "One question can be tried in a paused run.");
    await takeUpPaused(parts, run, await pickTrialTree(parts.store, run));
  });
}

/** Ends a run with what it has. Throws `wrong_state` when it has ended. */
export async function cancelRun({ store, grower, bus }: Malthouse, id: string): Promise<void> {
  const check = async () => {
    const run = await getRun(store, id);
    if (!isGoing(run) && run.status !== "paused") refuse(run, "cancelled", "It has ended.");
  };
  await grower.inTurn(id, async () => {
    await check();
    if (await grower.halt(id, "cancelled", null)) return;
    await check();
    await updateRun(store, id, {
      status: "cancelled",
      waitingFor: null,
      waitingUntil: null,
      waitingReason: null,
      finishedAt: new Date(),
    });
    bus.publish({ runId: id, event: "progress" });
  });
}

/** Opens the failed parts again and grows on. Throws `wrong_state` while growing, once cancelled, without its endpoints, or where nothing failed. */
export async function retryRun(parts: Malthouse, id: string): Promise<void> {
  const { store, grower } = parts;
  const check = async () => {
    const run = await getRun(store, id);
    if (isGoing(run)) refuse(run, "retried", "Wait until it has ended, or pause it.");
    // Its other trees wait too: growing them on would be more than its failed parts.
    if (run.status === "cancelled") refuse(run, "retried", "A person ended it. Start a new run instead.");
    if (run.config === null)
      throw new MalthouseError(
        "wrong_state",
        "This run came without its config, so it cannot grow. Start a new run instead.",
      );
    await refuseWhileRewritten(store, run);
    await checkEndpoints(store, run);
    return run;
  };
  await check();
  // Requests under way may fail yet; outside of the turn, for they can take long and a person may think again.
  await grower.settled(id);
  await grower.inTurn(id, async () => await reopen(parts, await check()));
}

async function reopen({ store, grower }: Malthouse, run: RunRow): Promise<void> {
  const { id } = run;
  const reopened = await store.transaction(async (tx) => {
    const trees = await deleteFailures(tx, id);
    for (const treeId of trees) await setTreeStatus(tx, treeId, "growing");
    for (const treeId of trees) await refreshTree(tx, treeId, policyOf(run));
    return trees.length;
  });
  if (reopened === 0)
    throw new MalthouseError(
      "wrong_state",
      `No part of the run ${run.name} has failed, so there is nothing to retry.`,
    );
  await growOn({ grower }, run);
}

/** Deletes a run with its trees, nodes and decisions. Throws `wrong_state` while it grows. */
export async function deleteRun({ store, grower, bus }: Malthouse, id: string): Promise<void> {
  const check = async () => {
    const run = await getRun(store, id);
    if (isGoing(run)) refuse(run, "deleted", "Pause or cancel it first.");
    await refuseWhileRewritten(store, run);
  };
  await check();
  await grower.settled(id);
  await grower.inTurn(id, async () => {
    // It may have been resumed, or begun to be judged again, since.
    await check();
    await removeRun(store, id);
  });
  // Open event streams look, find nothing and end.
  bus.publish({ runId: id, event: "progress" });
}

/** Name, budget, threshold, endpoints of a paused run. A new threshold credits every tree anew, in one step. */
export async function patchRun(
  { store, grower, bus }: Malthouse,
  id: string,
  patch: z.output<typeof RunPatch>,
): Promise<void> {
  const row = await grower.inTurn(id, () =>
    store.transaction(async (tx) => {
      const before = await getRun(tx, id);
      if (patch.endpoints ?? patch.roles) await replaceEndpoints(tx, before, patch);
      const threshold = patch.threshold === undefined ? undefined : String(patch.threshold);
      const after = await updateRun(tx, id, { name: patch.name, budget: patch.budget, threshold });
      if (threshold !== undefined && threshold !== before.threshold) {
        const policy = policyOf(after);
        for (const treeId of await treeIdsOfRun(tx, id)) await refreshTree(tx, treeId, policy);
      }
      return after;
    }),
  );
  grower.follow(row);
  bus.publish({ runId: id, event: "progress" });
}

/** Asks each server of a run what it is, beside the growing; the answers are kept with the run. */
export function recordEndpoints({ store, keys, bus, log }: Malthouse, run: RunRow): void {
  const record = async () => {
    const asked = new Map(
      rolesOf(run).map(({ endpointId, model }) => [`${endpointId} ${model}`, { endpointId, model }]),
    );
    const records: EndpointRecord[] = [];
    for (const role of asked.values())
      records.push(await describeEndpoint(await keys.accessOf(role.endpointId), role));
    const warnings = records.flatMap(({ generationConfigWarning }) => generationConfigWarning ?? []);
    await store.transaction(async (tx) => {
      await updateRun(tx, run.id, { endpoints: records });
      const at = new Date().toISOString();
      for (const message of new Set(warnings))
        await addNotice(tx, run.id, { at, code: "server_defaults", level: "warning", message });
    });
    bus.publish({ runId: run.id, event: "progress" });
  };
  record().catch((error: unknown) => log.warn(error, "an endpoint could not be described"));
}

/** Stores a run and, where it is to start, begins to grow it. */
export async function startRun(parts: Malthouse, request: z.output<typeof RunCreate>): Promise<RunRow> {
  const run = await createRun(parts.store, request);
  if (request.trial) {
    await startTrial(parts, run.id);
    return await getRun(parts.store, run.id);
  }
  if (run.status !== "queued") return run;
  recordEndpoints(parts, run);
  await parts.grower.inTurn(run.id, async () => {
    if ((await getRun(parts.store, run.id)).status === "queued") await growOn(parts, run);
  });
  return await getRun(parts.store, run.id);
}
