import type { Store } from "../../../db/client.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { type LeafPlace, type UnknownLeaf, unknownLeaves } from "../../../db/queries/unknown-leaves.ts";
import {
  createVoteTask,
  getVoteTask,
  stopAbandonedVoteTasks,
  updateVoteTask,
} from "../../../db/queries/vote-tasks.ts";
import type { VoteTaskRow } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import { votePromptVersion } from "../../judge/model-vote/prompt-version.ts";
import { keepTrying } from "../keep-trying.ts";
import { type ActiveVoteTask, createActiveVoteTask, stopVoteTask } from "./active-vote-task.ts";
import { askLeaf } from "./ask-leaf.ts";
import { planVotes, type VotePlan, type VotesRequest } from "./plan-votes.ts";
import type { VoteParts } from "./vote-parts.ts";

type Asking = { readonly task: ActiveVoteTask; readonly request: string; readonly done: Promise<void> };

declare global {
  // Next bundles routes and instrumentation apart; what the one starts is stopped by the other.
  var __malthouseVotes: Map<string, Asking> | undefined;
}

/** By run: one asking at a time each. */
const askings = (globalThis.__malthouseVotes ??= new Map<string, Asking>());
const pageSize = 200;
const serverStopped = "The server stopped. Ask again: it goes on where this ended.";

/**
 * Begins to ask a model about a run's unknown leaves and answers the task; the same request while it is at it answers
 * the same task. Verdicts, values and labels stay as they are. Throws `wrong_state` while another one is under way and where
 * the endpoint's key cannot be had, and what `planVotes` throws.
 */
export async function startVotes(
  parts: VoteParts,
  runId: string,
  request: VotesRequest,
): Promise<VoteTaskRow> {
  return await parts.grower.inTurn(runId, async () => {
    const plan = await planVotes(parts.store, runId, request);
    const asked = JSON.stringify(request);
    const known = askings.get(runId);
    if (known && known.request === asked && !known.task.stop)
      return await getVoteTask(parts.store, known.task.row.id);
    if (known)
      throw new MalthouseError(
        "wrong_state",
        known.task.stop
          ? "The last asking of this run still waits for its requests under way. Try again in a moment."
          : `${known.task.row.model} is being asked about this run already. Wait until it is done, or cancel it first.`,
      );
    const lane = await parts.grower.laneOf(plan.endpoint.id);
    const row = await createVoteTask(parts.store, {
      runId,
      endpointId: plan.endpoint.id,
      baseUrl: plan.endpoint.baseUrl,
      model: request.model,
      promptVersion: votePromptVersion,
      maxTokens: request.maxTokens,
      temperature: request.temperature,
      again: request.again,
      leafLimit: request.limit ?? null,
      budgetUsd: request.budgetUsd ?? null,
      leavesTotal: plan.leaves,
    });
    const task = createActiveVoteTask(row, lane);
    askings.set(runId, { task, request: asked, done: ask(parts, task, plan) });
    return row;
  });
}

/** What this process is asking about a run; undefined when nothing. */
export const activeVotes = (runId: string): ActiveVoteTask | undefined => askings.get(runId)?.task;

/** Resolves once nothing is asked about a run any more. */
export const votesSettled = async (runId: string): Promise<void> => await askings.get(runId)?.done;

/** Asks nothing more; what is under way is still stored. Throws `wrong_state` where nothing is asked, `not_found`. */
export async function cancelVotes({ store, grower }: VoteParts, runId: string): Promise<VoteTaskRow> {
  return await grower.inTurn(runId, async () => {
    await getRun(store, runId);
    const asking = askings.get(runId);
    if (!asking)
      throw new MalthouseError(
        "wrong_state",
        "No model is being asked about this run, so there is nothing to cancel.",
      );
    stopVoteTask(asking.task, { status: "cancelled", message: null });
    const { status, message } = asking.task.stop ?? { status: "cancelled", message: null };
    await updateVoteTask(store, asking.task.row.id, { status, message });
    return await getVoteTask(store, asking.task.row.id);
  });
}

/** Stops all askings and waits at most `graceMs` for what is under way to be stored. For the end of the process. */
export async function stopVotes(graceMs: number): Promise<void> {
  const all = [...askings.values()];
  for (const { task } of all) stopVoteTask(task, { status: "stopped", message: serverStopped });
  await Promise.race([
    Promise.all(all.map(({ done }) => done)),
    new Promise((resolve) => setTimeout(resolve, graceMs).unref()),
  ]);
  for (const { task } of all) task.isAbandoned = true;
}

/** Ends what a process that is gone was asking. To be called at the start. */
export const endAbandonedVotes = async (store: Store): Promise<void> =>
  await stopAbandonedVoteTasks(store, serverStopped);

/** Never rejects: how it went is told by the task's row. */
async function ask(parts: VoteParts, task: ActiveVoteTask, plan: VotePlan): Promise<void> {
  const { row, lane } = task;
  parts.log.info({ runId: row.runId, voteTaskId: row.id, leaves: row.leavesTotal }, "asking for votes");
  try {
    const leaves = leavesOf(parts.store, task, plan);
    const asker = async (): Promise<void> => {
      for (;;) {
        if (task.stop) return;
        const { value: leaf, done } = await leaves.next();
        if (done) return;
        await askLeaf(parts, task, leaf);
      }
    };
    const askers = Math.min(lane.endpoint.maxConcurrency, row.leavesTotal);
    await Promise.all(
      Array.from({ length: askers }, () =>
        asker().catch((error: unknown) => {
          parts.log.error(error, "asking for a vote failed");
          const message = "A vote could not be asked for or kept; the server's log has the reason.";
          stopVoteTask(task, { status: "stopped", message });
        }),
      ),
    );
    await keepTrying({ log: parts.log, hasStopped: () => task.isAbandoned }, () =>
      updateVoteTask(parts.store, row.id, { ...endOf(task), finishedAt: new Date() }),
    );
  } catch (error) {
    parts.log.error(error, "the end of an asking could not be stored");
  } finally {
    askings.delete(row.runId);
    parts.bus.publish({ runId: row.runId, event: "progress" });
    parts.log.info({ voteTaskId: row.id, ...endOf(task) }, "asking ended");
  }
}

const endOf = ({ stop, lastFailure }: ActiveVoteTask): Pick<VoteTaskRow, "status" | "message"> =>
  stop ?? {
    status: "completed",
    message: lastFailure === null ? null : `Some leaves got no usable reply; the last reason: ${lastFailure}`,
  };

/** The task's leaves in order, as many as were counted, read a page at a time. */
async function* leavesOf(
  store: Store,
  { row }: ActiveVoteTask,
  { pick }: VotePlan,
): AsyncGenerator<UnknownLeaf> {
  let after: LeafPlace | null = null;
  for (let left = row.leavesTotal; left > 0;) {
    const page: UnknownLeaf[] = await unknownLeaves(store, row.runId, pick, {
      after,
      limit: Math.min(pageSize, left),
    });
    yield* page;
    after = page.at(-1) ?? null;
    left -= page.length;
    if (page.length === 0) return;
  }
}
