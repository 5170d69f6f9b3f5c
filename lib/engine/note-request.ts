import { APIError } from "openai";
import type { CompletionResult } from "./complete.ts";
import type { EndpointFailure } from "./endpoint-failure.ts";
import { costOf } from "./prices.ts";
import type { Exchange } from "./send-group.ts";

/**
 * Logs and counts a request that was answered: one line a request, with what was asked for, by which id, how it ended.
 * `requestId` is the one that its nodes carry: the endpoint's own where it tells one, else the one we sent as
 * X-Request-Id, which is `attemptId`. Never a text, and never an endpoint's words: they may quote the prompt.
 */
export function noteAnswer(parts: Exchange, result: CompletionResult): void {
  const { core, lane, group, request } = parts;
  const { usage, latencyMs, requestId } = result;
  const completions = result.choices.filter((choice) => choice !== null).length;
  const { promptTokens, completionTokens } = usage;
  core.log.info(
    {
      ...fieldsOf(parts, latencyMs),
      requestId,
      status: 200,
      choices: completions,
      promptTokens,
      completionTokens,
    },
    "a request was answered",
  );
  core.tally.note(
    { endpointId: lane.endpointId, role: group.role },
    {
      outcome: "answered",
      ms: latencyMs,
      completions,
      usage,
      costUsd: costOf(usage, lane.endpoint.prices[request.model]),
      mayBeCharged: false,
    },
  );
}

/** The same for a request that brought nothing after `ms`. */
export function noteFailure(parts: Exchange, failure: EndpointFailure, ms: number): void {
  const { core, lane, run, group, request } = parts;
  const { cause, kind, status, code, param, usage, mayBeCharged } = failure;
  const requestId = (cause instanceof APIError ? cause.requestID : null) ?? parts.attemptId;
  core.log.warn(
    { ...fieldsOf(parts, ms), requestId, status, kind, code, param, mayBeCharged },
    "a request failed",
  );
  run.failures.set(kind, (run.failures.get(kind) ?? 0) + 1);
  core.tally.note(
    { endpointId: lane.endpointId, role: group.role },
    {
      outcome: kind,
      ms,
      completions: 0,
      usage,
      costUsd: usage ? costOf(usage, lane.endpoint.prices[request.model]) : 0,
      mayBeCharged,
    },
  );
}

const fieldsOf = ({ run, tree, group, lane, request, attemptId }: Exchange, ms: number) => ({
  runId: run.id,
  treeId: tree.id,
  role: group.role,
  paths: group.slots.map(({ path }) => path),
  endpointId: lane.endpointId,
  model: request.model,
  attempt: 1 + group.transient + group.paidButBad,
  attemptId,
  ms: Math.round(ms),
});
