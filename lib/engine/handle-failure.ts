import { updateRun } from "../../db/queries/runs.ts";
import { spendOfRequest } from "./book-request.ts";
import { endpointClient } from "./endpoint-client.ts";
import type { EndpointFailure } from "./endpoint-failure.ts";
import { listModels } from "./list-models.ts";
import { attemptLimit, backOffMs, longestWaitMs } from "./retry-delay.ts";
import type { Exchange } from "./send-group.ts";
import { failParts, storeSpend } from "./store-group.ts";

/** Refusals in a row, before any answer, after which the request itself is taken to be wrong. */
const refusalsFromStart = 5;

/** Decides what becomes of a group whose request failed: queued again, given up, or left for the next resume. */
export async function handleFailure(
  parts: Exchange,
  failure: EndpointFailure,
  { isCounted }: { readonly isCounted: boolean },
): Promise<void> {
  const { core, lane, run, tree, group } = parts;
  const spend = spendOfRequest(failure.usage, lane.endpoint.prices[parts.request.model], {
    retries: failure.kind === "fatal_node" ? 0 : 1,
    latencyMs: 0,
  });
  await storeSpend(core, tree, {
    group,
    spend,
    attemptId: parts.attemptId,
    mayBeCharged: failure.mayBeCharged,
  });
  const forget = () => core.forget(tree, group);
  const pause = async (reason: string, until: Date | null = null) => {
    forget();
    await core.stopRun(run, "paused", {
      for: failure.kind === "rate_limited" ? "rate_limit" : "endpoint",
      until,
      reason,
    });
  };
  if (run.stop) return forget();

  switch (failure.kind) {
    case "aborted":
      return forget();
    case "fatal_run":
      await pause(failure.message);
      return failure.code === "model_not_found" ? await nameModels(parts, failure) : undefined;
    case "rate_limited": {
      const { stuckSince, isWaitTooLong } = lane.gate;
      if (isWaitTooLong) {
        forget();
        return await pauseAllOf(parts, failure);
      }
      if (stuckSince !== null && core.now() - stuckSince > longestWaitMs)
        return await pause(
          `${failure.message} It has taken no request for 15 minutes: resume when the limit allows it.`,
        );
      core.enqueue(run, tree, group);
      return core.bus.publish({ runId: run.id, event: "progress" });
    }
    case "unsupported_parameter": {
      if (failure.param !== "n" && !failure.isAdapted) return await pause(failure.message);
      // Known of the endpoint by now: whoever takes the group up splits it, or leaves the field out.
      return core.enqueue(run, tree, group);
    }
    case "fatal_node": {
      run.refusedFromStart++;
      if (!run.hasAnswered && run.refusedFromStart >= refusalsFromStart) return await pause(failure.message);
      await failParts(core, run, tree, group, { code: failure.code ?? "refused", message: failure.message });
      return await core.afterGroup(run, tree);
    }
    default:
      return await tryAgain(parts, failure, isCounted, pause);
  }
}

/** A wait of more than 15 minutes is the endpoint's: every run that asks it pauses and says until when. */
async function pauseAllOf({ core, lane }: Exchange, failure: EndpointFailure): Promise<void> {
  const until = failure.retryAfterMs === null ? null : new Date(Date.now() + failure.retryAfterMs);
  const reason = `${failure.message} ${lane.endpoint.name} asks to wait for more than 15 minutes: resume then, or sooner to try.`;
  for (const run of core.active.values())
    if (Object.values(run.config.roles).some(({ endpointId }) => endpointId === lane.endpointId))
      await core.stopRun(run, "paused", { for: "rate_limit", until, reason });
}

const modelsWithinMs = 5000;
const modelsNamed = 12;

/** Adds to the reason of a pause what the endpoint has in place of the model it does not know. */
async function nameModels({ core, lane, run }: Exchange, failure: EndpointFailure): Promise<void> {
  if (run.stop?.waiting?.reason !== failure.message) return;
  const client = endpointClient({ ...lane.access, timeoutSeconds: modelsWithinMs / 1000 });
  const models = await listModels(client, AbortSignal.timeout(modelsWithinMs)).catch(() => []);
  const names = models.slice(0, modelsNamed).map(({ id }) => id);
  if (names.length === 0 || run.ended || run.row.waitingReason !== failure.message) return;
  const more = models.length > names.length ? ` and ${models.length - names.length} more` : "";
  const reason = `${failure.message} It has ${names.join(", ")}${more}.`;
  run.row = await core.writeRun(run, (tx) => updateRun(tx, run.id, { waitingReason: reason }));
  core.bus.publish({ runId: run.id, event: "progress" });
}

/** How long nobody may reach an endpoint before its runs pause instead of failing tree after tree. */
const unreachableMs = 2 * 60_000;

async function tryAgain(
  { core, lane, run, tree, group }: Exchange,
  failure: EndpointFailure,
  isCounted: boolean,
  pause: (reason: string) => Promise<void>,
): Promise<void> {
  const { stuckSince } = lane.gate;
  const patience = failure.code === "unreachable" ? unreachableMs : longestWaitMs;
  if (stuckSince !== null && core.now() - stuckSince > patience) return await pause(failure.message);
  const isPaid = failure.kind === "paid_but_bad";
  const one = isCounted ? 1 : 0;
  const next = {
    ...group,
    paidButBad: group.paidButBad + (isPaid ? one : 0),
    transient: group.transient + (isPaid ? 0 : one),
  };
  const attempts = isPaid ? next.paidButBad : next.transient;
  if (attempts >= attemptLimit(failure)) {
    if (failure.code === "unreachable") return await pause(failure.message);
    await failParts(core, run, tree, group, { code: failure.code ?? failure.kind, message: failure.message });
    return await core.afterGroup(run, tree);
  }
  core.enqueueLater(run, tree, next, backOffMs(Math.max(0, attempts - 1), core.random));
}
