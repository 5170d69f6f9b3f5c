import type { UnknownLeaf } from "../../../db/queries/unknown-leaves.ts";
import { addToVoteTask } from "../../../db/queries/vote-tasks.ts";
import { insertVote } from "../../../db/queries/votes.ts";
import { readVote } from "../../judge/model-vote/read-vote.ts";
import type { CompletionRequest, CompletionResult } from "../complete.ts";
import { keepTrying } from "../keep-trying.ts";
import { quirksOf } from "../lane.ts";
import type { ActiveVoteTask } from "./active-vote-task.ts";
import type { VoteParts } from "./vote-parts.ts";

type Answered = {
  readonly leaf: UnknownLeaf;
  readonly request: CompletionRequest;
  readonly result: CompletionResult;
  readonly costUsd: number;
};

/** Stores a paid answer as a vote, with its cost, in one transaction; keeps trying until the store takes it. */
export async function storeVote(
  { store, log, bus }: VoteParts,
  task: ActiveVoteTask,
  { leaf, request, result, costUsd }: Answered,
): Promise<void> {
  const { row } = task;
  const [choice] = result.choices;
  if (!choice) throw new Error("an answer without a choice");
  const vote = readVote(choice.text, { isTruncated: choice.finishReason === "length" });
  const { promptTokens, completionTokens, isEstimated } = result.usage;
  await keepTrying({ log, hasStopped: () => task.isAbandoned }, () =>
    store.transaction(async (tx) => {
      await insertVote(tx, {
        runId: row.runId,
        treeId: leaf.treeId,
        nodeId: leaf.nodeId,
        taskId: row.id,
        endpointId: row.endpointId,
        baseUrl: row.baseUrl,
        model: row.model,
        answeredBy: result.model,
        promptVersion: row.promptVersion,
        temperature: quirksOf(task.lane, row.model).leftOut.has("temperature") ? null : row.temperature,
        maxTokens: row.maxTokens,
        vote,
        finishReason: choice.finishReason,
        promptTokens,
        completionTokens,
        isEstimated,
        costUsd,
        latencyMs: result.latencyMs,
        requestId: result.requestId,
        createdAt: new Date(),
        messages: [...request.messages],
        text: choice.text,
        reasoning: choice.reasoning,
      });
      await addToVoteTask(tx, row.id, { [vote]: 1, requests: 1, promptTokens, completionTokens, costUsd });
    }),
  );
  bus.publish({ runId: row.runId, event: "progress" });
}
