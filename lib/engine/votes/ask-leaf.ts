import { setTimeout as wait } from "node:timers/promises";
import { getNode } from "../../../db/queries/nodes.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import type { UnknownLeaf } from "../../../db/queries/unknown-leaves.ts";
import { addToVoteTask, type VoteTaskDelta } from "../../../db/queries/vote-tasks.ts";
import { MalthouseError } from "../../core/errors.ts";
import { nothing } from "../budget.ts";
import { type CompletionRequest, completeOnce } from "../complete.ts";
import { EndpointFailure, type FailureKind } from "../endpoint-failure.ts";
import { keepTrying } from "../keep-trying.ts";
import { busyOf, quirksOf } from "../lane.ts";
import { costOf } from "../prices.ts";
import { attemptLimit, backOffMs, longestWaitMs } from "../retry-delay.ts";
import type { TallyEnd } from "../tally.ts";
import { worstCase } from "../worst-case.ts";
import { type ActiveVoteTask, reserveSpend, settleSpend, stopVoteTask } from "./active-vote-task.ts";
import { enterLane, leaveLane } from "./lane-places.ts";
import { storeVote } from "./store-vote.ts";
import type { VoteParts } from "./vote-parts.ts";
import { voteRequest } from "./vote-request.ts";

/** Refusals in a row, before any answer, after which the request itself is taken to be wrong. */
const refusalsFromStart = 5;

/** Stands where a run's requests have their role. */
const voteRole = "vote";

/** Asks about one leaf until there is a vote, it failed for good, or the task stopped. Rejects only for a fault of ours. */
export async function askLeaf(parts: VoteParts, task: ActiveVoteTask, leaf: UnknownLeaf): Promise<void> {
  const attempts = { paid_but_bad: 0, transient: 0 };
  while (!task.stop) {
    const request = await readRequest(parts, task, leaf);
    if (request === null) return await book(parts, task, { leavesSkipped: 1 });
    const failed = await attempt(parts, task, leaf, request);
    if (failed === null || task.stop) return;
    const { failure, isCounted } = failed;
    switch (failure.kind) {
      case "rate_limited":
        stopIfTooLong(task, failure);
        continue;
      case "unsupported_parameter":
      case "fatal_run":
        return stopVoteTask(task, { status: "stopped", message: failure.message });
      case "fatal_node":
        task.refusedFromStart++;
        if (!task.hasAnswered && task.refusedFromStart >= refusalsFromStart)
          return stopVoteTask(task, { status: "stopped", message: failure.message });
        return await giveUp(parts, task, failure);
      case "aborted":
        return;
      case "transient":
      case "paid_but_bad": {
        const count = (attempts[failure.kind] += isCounted ? 1 : 0);
        stopIfTooLong(task, failure);
        if (count >= attemptLimit(failure)) return await giveUp(parts, task, failure);
        await wait(backOffMs(Math.max(0, count - 1), parts.random ?? Math.random), undefined, {
          signal: task.halt.signal,
        }).catch(() => {});
      }
    }
  }
}

/** The request for a leaf as it is now; null once it is gone or no longer unknown. */
async function readRequest(
  { store, log }: VoteParts,
  task: ActiveVoteTask,
  { nodeId, questionId }: UnknownLeaf,
): Promise<CompletionRequest | null> {
  return await keepTrying({ log, hasStopped: () => task.stop !== null }, async () => {
    const node = await getNode(store, nodeId).catch((error: unknown) => {
      if (error instanceof MalthouseError && error.code === "not_found") return null;
      throw error;
    });
    const question = (await questionsById(store, [questionId])).get(questionId);
    if (node?.effectiveVerdict !== "unknown" || !question) return null;
    return voteRequest(task.row, question, node);
  });
}

type Failed = { readonly failure: EndpointFailure; readonly isCounted: boolean };

/** One request, its cost booked, its vote stored. Null where it brought one, or was never sent because the task stopped. */
async function attempt(
  parts: VoteParts,
  task: ActiveVoteTask,
  leaf: UnknownLeaf,
  request: CompletionRequest,
): Promise<Failed | null> {
  const { lane } = task;
  const price = lane.endpoint.prices[request.model];
  const worst = worstCase(request, price);
  if (!(await reserveSpend(task, worst))) return null;
  const pass = await enterLane(lane, worst.tokens, () => task.stop !== null);
  if (pass === null) {
    settleSpend(task, worst, nothing);
    parts.grower.pump();
    return null;
  }
  task.inFlight++;
  const sentAt = performance.now();
  const tally = (
    outcome: "answered" | FailureKind,
    end: Pick<TallyEnd, "usage" | "costUsd" | "mayBeCharged">,
  ) =>
    parts.grower.tally.note(
      { endpointId: lane.endpointId, role: voteRole },
      { ...end, outcome, ms: performance.now() - sentAt, completions: outcome === "answered" ? 1 : 0 },
    );
  try {
    const result = await completeOnce(lane.access, request, {
      now: () => performance.now(),
      quirks: quirksOf(lane, request.model),
    }).catch((error: unknown) => asFailure(error));
    if (result instanceof EndpointFailure) {
      const usd = result.usage ? costOf(result.usage, price) : 0;
      settleSpend(task, worst, { ...nothing, usd, requests: 1 });
      const { isCounted } = lane.gate.onFailure(pass, result);
      tally(result.kind, { usage: result.usage, costUsd: usd, mayBeCharged: result.mayBeCharged });
      parts.log.warn({ voteTaskId: task.row.id, kind: result.kind, code: result.code }, result.message);
      await book(parts, task, {
        requests: 1,
        retries: result.kind === "fatal_node" || result.kind === "fatal_run" ? 0 : 1,
        promptTokens: result.usage?.promptTokens ?? 0,
        completionTokens: result.usage?.completionTokens ?? 0,
        costUsd: usd,
        mayHaveBeenCharged: result.mayBeCharged ? 1 : 0,
      });
      return { failure: result, isCounted };
    }
    const costUsd = costOf(result.usage, price);
    const { promptTokens, completionTokens } = result.usage;
    const tokens = promptTokens + completionTokens;
    settleSpend(task, worst, { usd: costUsd, tokens, requests: 1 });
    lane.gate.onSuccess(pass, {
      inFlight: busyOf(lane),
      tokens,
      completionTokens,
      rateLimit: result.rateLimit,
    });
    tally("answered", { usage: result.usage, costUsd, mayBeCharged: false });
    task.hasAnswered = true;
    await storeVote(parts, task, { leaf, request, result, costUsd });
    return null;
  } finally {
    task.inFlight--;
    leaveLane(lane);
    parts.grower.pump();
  }
}

const asFailure = (error: unknown): EndpointFailure =>
  error instanceof EndpointFailure
    ? error
    : new EndpointFailure({ kind: "transient", message: "The request failed.", cause: error });

/** A leaf without a usable reply: it stays as it is, and asking again asks about it. */
async function giveUp(parts: VoteParts, task: ActiveVoteTask, failure: EndpointFailure): Promise<void> {
  task.lastFailure = failure.message;
  await book(parts, task, { leavesFailed: 1 });
}

const book = async ({ store, log }: VoteParts, task: ActiveVoteTask, delta: VoteTaskDelta): Promise<void> =>
  await keepTrying({ log, hasStopped: () => task.isAbandoned }, () =>
    addToVoteTask(store, task.row.id, delta),
  );

/** How long nobody may reach an endpoint before the asking ends. */
const unreachableMs = 2 * 60_000;

/** Nobody waits more than 15 minutes for an endpoint that answers nothing but "not now". */
function stopIfTooLong(task: ActiveVoteTask, { message, code }: EndpointFailure): void {
  const { stuckSince, isWaitTooLong } = task.lane.gate;
  const patience = code === "unreachable" ? unreachableMs : longestWaitMs;
  if (isWaitTooLong || (stuckSince !== null && performance.now() - stuckSince > patience))
    stopVoteTask(task, {
      status: "stopped",
      message: `${message} Ask again later: it goes on where this ended.`,
    });
}
