import type { ListedVote } from "../../../db/queries/votes.ts";
import type { VoteRow, VoteTaskRow } from "../../../db/rows.ts";
import type { NodeVote, VoteItem, VoteTask } from "../../http/wire/votes.ts";
import { activeVotes } from "./ask-votes.ts";

/** An asking as the contract shows it: its row, and what this process does with it. */
export function viewVoteTask(row: VoteTaskRow): VoteTask {
  const active = activeVotes(row.runId);
  const own = active?.row.id === row.id ? active : undefined;
  const gate = own?.stop ? undefined : own?.lane.gate;
  return {
    id: row.id,
    runId: row.runId,
    endpointId: row.endpointId,
    baseUrl: row.baseUrl,
    model: row.model,
    promptVersion: row.promptVersion,
    maxTokens: row.maxTokens,
    temperature: row.temperature,
    again: row.again,
    limit: row.leafLimit,
    budgetUsd: row.budgetUsd,
    status: row.status,
    message: row.message,
    waiting: gate && gate.waitUntil !== null ? gate.reason : null,
    inFlight: own?.inFlight ?? 0,
    leavesTotal: row.leavesTotal,
    leavesFailed: row.leavesFailed,
    leavesSkipped: row.leavesSkipped,
    votes: { correct: row.correct, incorrect: row.incorrect, unknown: row.unknown },
    usage: {
      requests: row.requests,
      retries: row.retries,
      promptTokens: row.promptTokens,
      completionTokens: row.completionTokens,
      costUsd: row.costUsd,
      mayHaveBeenCharged: row.mayHaveBeenCharged,
    },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const viewVote = ({ runId: _, createdAt, ...vote }: ListedVote): VoteItem => ({
  ...vote,
  createdAt: createdAt.toISOString(),
});

/** A vote with what was sent for it; `path` is its node's. */
export const viewNodeVote = (
  { runId: _, createdAt, messages, ...vote }: VoteRow,
  path: string,
): NodeVote => ({
  ...vote,
  path,
  messages: [...messages],
  createdAt: createdAt.toISOString(),
});
