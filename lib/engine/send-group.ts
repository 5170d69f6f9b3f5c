import type { ActiveRun } from "./active-run.ts";
import { spendOfRequest } from "./book-request.ts";
import { nothing, type Spend } from "./budget.ts";
import { type CompletionRequest, type CompletionResult, completeOnce } from "./complete.ts";
import { countChoices } from "./count-choices.ts";
import type { EndpointGate, GatePass } from "./endpoint-gate.ts";
import { EndpointFailure } from "./endpoint-failure.ts";
import { nodesOfChoices, promptOfGroup, requestOfGroup } from "./fill-group.ts";
import type { GrowerCore } from "./grower-core.ts";
import { handleFailure } from "./handle-failure.ts";
import { keepTrying } from "./keep-trying.ts";
import { busyOf, type Lane, quirksOf } from "./lane.ts";
import { machineDebt } from "./machine-time.ts";
import { noteAnswer, noteFailure } from "./note-request.ts";
import { type Group, type OpenTree, splitGroup } from "./open-tree.ts";
import { costOf } from "./prices.ts";
import { gateNameOf } from "./share-gate.ts";
import { cancelAttempt, failParts, giveUpAttempt, storeGroup } from "./store-group.ts";
import { waitForBudget } from "./wait-for-budget.ts";
import { warnOfTruncation } from "./warn-of-truncation.ts";
import { worstCase } from "./worst-case.ts";

/** Sends one group and stores what comes back. Rejects never, but for a fault of ours in the scheduler itself. */
export async function sendGroup(
  core: GrowerCore,
  lane: Lane,
  run: ActiveRun,
  tree: OpenTree,
  group: Group,
): Promise<void> {
  const role = run.config.roles[group.role];
  const model = role?.model ?? "";
  const quirks = quirksOf(lane, model);
  const isBatch = group.slots.length > 1;
  if (isBatch && (run.config.siblings === "off" || quirks.n === "no")) {
    for (const single of splitGroup(group)) core.enqueue(run, tree, single);
    if (run.config.siblings !== "off") tellOfSingles(core, lane, run);
    return;
  }
  const isProbe = isBatch && quirks.n === "unknown";
  if (isProbe) lane.probing.add(model);
  lane.inFlight++;
  run.inFlight++;
  for (const { path } of group.slots) tree.inFlight.add(path);
  // At once, before anything is awaited: a reopening gate lets one request through, and the next is asked for in this tick.
  const { gate } = lane;
  const pass = gate.onStart(group.slots.length * (role?.maxTokens ?? 0));
  let isSent = false;
  let reserved: Spend | null = null;
  let hasFailed = false;
  let attemptId: string | null = null;
  try {
    const messages = await promptOfGroup(
      core.store,
      run,
      tree,
      group.slots[0] ?? { path: "", role: group.role },
    );
    const request = requestOfGroup(run, tree, group, messages);
    const worst = worstCase(request, lane.endpoint.prices[request.model]);
    const hasEnded = () => run.stop !== null || core.hasStopped();
    if (hasEnded()) core.forget(tree, group);
    else if (!run.ledger.reserve(worst, machineDebt(core, run)))
      await waitForBudget({ core, run, tree, group, worst });
    else {
      reserved = worst;
      run.paying++;
      attemptId = await noteAttempt(core, lane, run, group, worst);
      isSent = attemptId !== null && !hasEnded();
      pass.tokens = worst.tokens;
      if (attemptId === null || !isSent) {
        run.ledger.settle(worst, nothing);
        run.paying--;
        reserved = null;
        if (attemptId !== null) {
          await cancelAttempt(core, attemptId);
          // Forgotten where the run is still stopped; it may have been resumed meanwhile.
          core.enqueue(run, tree, group);
        } else if (hasEnded()) core.forget(tree, group);
        else await waitForBudget({ core, run, tree, group, worst });
      } else await exchange({ core, lane, run, tree, group, request, worst, gate, pass, attemptId });
    }
  } catch (error) {
    hasFailed = true;
    if (reserved && !isSent) run.ledger.settle(reserved, nothing);
    await giveUp({ core, run, tree, group }, error, isSent ? attemptId : null);
  } finally {
    if (reserved) run.paying--;
    if (!isSent) gate.onCancel(pass);
    // Others wait for what this one had set aside, and nobody else tells them.
    if ((isSent || hasFailed) && run.waiting?.for === "budget") core.setWaiting(run, null);
    if (isProbe) lane.probing.delete(model);
    lane.inFlight--;
    run.inFlight--;
    core.settleIfIdle(run);
    core.pump();
  }
}

export type Exchange = {
  readonly core: GrowerCore;
  readonly lane: Lane;
  readonly run: ActiveRun;
  readonly tree: OpenTree;
  readonly group: Group;
  readonly request: CompletionRequest;
  readonly worst: Spend;
  /** The lane's when the request started. */
  readonly gate: EndpointGate;
  readonly pass: GatePass;
  readonly attemptId: string;
};

/** Writes down that a request is about to be sent, however long the store takes; null where the budget does not cover it. */
async function noteAttempt(
  core: GrowerCore,
  lane: Lane,
  run: ActiveRun,
  group: Group,
  { usd, tokens }: Spend,
): Promise<string | null> {
  return await keepTrying(core, () =>
    core.attempts.open({
      runId: run.id,
      treeId: group.treeId,
      paths: group.slots.map(({ path }) => path),
      endpointId: lane.endpointId,
      usd,
      tokens,
      isCapped: run.row.budget !== null,
    }),
  );
}

async function exchange(parts: Exchange): Promise<void> {
  const { core, lane, run, tree, group, request, gate, pass } = parts;
  const sentAt = core.now();
  let result: CompletionResult;
  try {
    result = await (core.complete ?? completeOnce)(lane.access, request, {
      now: core.now,
      requestId: parts.attemptId,
      quirks: quirksOf(lane, request.model),
      // Each request is noted and covered by the budget before it goes out.
      resends: false,
    });
  } catch (error) {
    const failure =
      error instanceof EndpointFailure
        ? error
        : new EndpointFailure({ kind: "transient", message: "The request failed.", cause: error });
    const { usage } = failure;
    const usd = usage ? costOf(usage, lane.endpoint.prices[request.model]) : 0;
    const tokens = usage ? usage.promptTokens + usage.completionTokens : 0;
    const uncertain = failure.mayBeCharged ? { ...parts.worst, requests: 0 } : nothing;
    settle(parts, { usd, tokens, requests: 1 }, uncertain);
    const { isCounted } = gate.onFailure(pass, failure);
    noteFailure(parts, failure, core.now() - sentAt);
    tellIfClosed(core, lane, failure);
    tellOfQuirks(parts);
    await handleFailure(parts, failure, { isCounted });
    return;
  }
  const price = lane.endpoint.prices[request.model];
  const tokens = result.usage.promptTokens + result.usage.completionTokens;
  const costUsd = costOf(result.usage, price);
  settle(parts, { usd: costUsd, tokens, requests: 1 });
  const { completionTokens } = result.usage;
  gate.onSuccess(pass, {
    inFlight: busyOf(lane),
    tokens,
    completionTokens,
    rateLimit: result.rateLimit,
  });
  tellOfQuirks(parts);
  noteAnswer(parts, result);
  run.hasAnswered = true;
  run.refusedFromStart = 0;
  const filled = group.slots.flatMap((slot, index) => {
    const choice = result.choices[index];
    return choice ? [{ index, slot, choice }] : [];
  });
  const nodes = await nodesOfChoices(run, tree, filled, result, {
    tokens: await countChoices(lane, request.model, filled, result),
    price,
    seed: quirksOf(lane, request.model).leftOut.has("seed") ? null : request.seed,
    judge: core.judge,
  });
  const unanswered = group.slots.filter((_, index) => !result.choices[index]);
  const spend = spendOfRequest(result.usage, price, {
    retries: unanswered.length > 0 ? 1 : 0,
    latencyMs: result.latencyMs,
  });
  await storeGroup(core, run, tree, { role: group.role, nodes, spend, attemptId: parts.attemptId });
  core.promptIds.note(lane, run, group, request);
  for (const { slot } of filled) tree.inFlight.delete(slot.path);
  warnOfTruncation(
    core,
    run,
    group.role,
    filled.map(({ choice }) => choice),
  );
  await askAgain(parts, unanswered, result.missingChoices < unanswered.length);
  await core.afterGroup(run, tree);
  core.bus.publish({ runId: run.id, event: "progress" });
}

/** The endpoint asked for a wait: the other processes need not find out by themselves. */
function tellIfClosed(
  { peers, now }: GrowerCore,
  { gate: { waitUntil }, access }: Lane,
  failure: EndpointFailure,
): void {
  if (peers && failure.kind === "rate_limited" && waitUntil !== null)
    peers.tell({
      about: "closed",
      gate: gateNameOf(access),
      waitMs: waitUntil - now(),
      reason: failure.message,
    });
}

/** Books what a request used; what it had set aside is free for those that wait for the budget. */
function settle({ core, run, worst }: Exchange, used: Spend, uncertain = nothing): void {
  run.ledger.settle(worst, used, uncertain);
  if (run.waiting?.for === "budget") core.setWaiting(run, null);
}

/** Choices that did not come are asked for one by one; empty ones were paid for and count as an attempt. */
async function askAgain(
  { core, run, tree, group }: Exchange,
  slots: Group["slots"],
  areEmpty: boolean,
): Promise<void> {
  if (slots.length === 0) return;
  const again = { ...group, slots, paidButBad: group.paidButBad + (areEmpty ? 1 : 0) };
  if (again.paidButBad >= 3) {
    await failParts(core, run, tree, again, {
      code: "empty_answer",
      message: "The endpoint sent an empty answer each time.",
    });
    return;
  }
  for (const single of splitGroup(again)) core.enqueue(run, tree, single);
}

/** Says once a run which of its settings this endpoint does not take. */
function tellOfQuirks({ core, lane, run, request }: Exchange): void {
  const { leftOut, useMaxCompletionTokens } = quirksOf(lane, request.model);
  const tell = (code: string, message: string, level: "info" | "warning") =>
    void core
      .notice(run, code, message, level)
      .catch((error: unknown) => core.log.error(error, "a notice was lost"));
  for (const field of leftOut) {
    if (field === "seed" && request.seed === null) continue;
    if (field === "stop" && request.stop.length === 0) continue;
    tell(
      `left_out_${field}`,
      `${lane.endpoint.name} refuses "${field}" for ${request.model}: it is left out, and the endpoint's own default applies.`,
      "warning",
    );
  }
  if (useMaxCompletionTokens && request.api === "chat")
    tell(
      "max_completion_tokens",
      `${lane.endpoint.name} takes max_completion_tokens in place of max_tokens for ${request.model}.`,
      "info",
    );
}

function tellOfSingles(core: GrowerCore, lane: Lane, run: ActiveRun): void {
  const message = `${lane.endpoint.name} takes one completion a request; siblings are asked for one by one.`;
  core
    .notice(run, "siblings_singly", message, "info")
    .catch((error: unknown) => core.log.error(error, "a notice was lost"));
}

/** `attemptId`: of the request, where it was sent. Where something of ours fails: before sending it is tried again; a paid answer that cannot be kept stops the run, or it would be paid for again and again. */
async function giveUp(
  { core, run, tree, group }: Pick<Exchange, "core" | "run" | "tree" | "group">,
  error: unknown,
  attemptId: string | null,
): Promise<void> {
  core.log.error(error, "a group could not be handled");
  const left = {
    ...group,
    slots: group.slots.filter(({ path }) => !tree.nodes.has(path) && !tree.failed.has(path)),
  };
  for (const { path } of group.slots) tree.inFlight.delete(path);
  if (attemptId === null) return core.enqueueLater(run, tree, left, 5000);
  core.forget(tree, left);
  if (core.hasStopped()) return;
  await giveUpAttempt(core, attemptId).catch((second: unknown) =>
    core.log.error(second, "a request that may have been charged could not be counted"),
  );
  const reason = "An answer could not be kept; the server's log has the reason. Resume asks for it again.";
  await core
    .stopRun(run, "paused", { for: "user", until: null, reason })
    .catch((second: unknown) => core.log.error(second, "a run could not be paused"));
}
