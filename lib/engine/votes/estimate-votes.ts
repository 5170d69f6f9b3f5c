import type { Store } from "../../../db/client.ts";
import { nodesById } from "../../../db/queries/nodes.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import { runTotals } from "../../../db/queries/run-totals.ts";
import { unknownLeaves } from "../../../db/queries/unknown-leaves.ts";
import { listVoteTasks } from "../../../db/queries/vote-tasks.ts";
import type { VoteEstimate } from "../../http/wire/votes.ts";
import { votePromptVersion } from "../../judge/model-vote/prompt-version.ts";
import { costOf } from "../prices.ts";
import { promptCharacters } from "../request-body.ts";
import { estimateTokens } from "../usage.ts";
import { planVotes, type VotesRequest } from "./plan-votes.ts";
import { voteRequest } from "./vote-request.ts";

/** Leaves whose prompts are written out for the estimate. */
const sampled = 50;
/** Tokens of a reply where nothing was measured: a few sentences and the verdict. */
const assumedReplyTokens = 160;

/** What asking would take and cost, and what would be sent first; nothing is sent or stored. Throws as `planVotes`. */
export async function estimateVotes(
  store: Store,
  runId: string,
  request: VotesRequest,
): Promise<VoteEstimate> {
  const { endpoint, pick, leaves, isPriced } = await planVotes(store, runId, request);
  const first = await unknownLeaves(store, runId, pick, { after: null, limit: Math.min(sampled, leaves) });
  const nodes = await nodesById(
    store,
    first.map(({ nodeId }) => nodeId),
  );
  const questions = await questionsById(store, [...new Set(first.map(({ questionId }) => questionId))]);
  const asked = first.flatMap((leaf) => {
    const node = nodes.get(leaf.nodeId);
    const question = questions.get(leaf.questionId);
    return node && question ? [{ leaf, request: voteRequest(request, question, node) }] : [];
  });
  const tokens = asked.reduce((sum, one) => sum + estimateTokens(promptCharacters(one.request)), 0);
  const promptTokens = asked.length === 0 ? 0 : Math.round((tokens / asked.length) * leaves);
  const measured = await measuredReplyTokens(store, runId, request.model);
  const perReply = Math.min(request.maxTokens, measured ?? assumedReplyTokens);
  const completionTokens = Math.round(perReply * leaves);
  const price = endpoint.prices[request.model];
  const cost = (completion: number): number =>
    costOf({ promptTokens, completionTokens: completion, cachedPromptTokens: null }, price);
  const { leaf, request: sent } = asked[0] ?? {};
  return {
    leaves,
    unknownLeaves: (await runTotals(store, runId)).unknownLeaves,
    promptTokens,
    completionTokens,
    costUsd: cost(completionTokens),
    costUsdAtMost: cost(request.maxTokens * leaves),
    isPriced,
    basis: `${asked.length < leaves ? `The first ${asked.length} prompts` : "The prompts"} at four characters a token; ${
      measured === null
        ? `${assumedReplyTokens} tokens a reply, assumed`
        : `${Math.round(measured)} tokens a reply, as measured in this run`
    }. A model that thinks first takes more, up to ${request.maxTokens} a reply.`,
    promptVersion: votePromptVersion,
    sample:
      leaf && sent
        ? { nodeId: leaf.nodeId, treeId: leaf.treeId, path: leaf.path, messages: [...sent.messages] }
        : null,
  };
}

/** Mean tokens of the replies that a model gave on this run; null where it gave none. */
async function measuredReplyTokens(store: Store, runId: string, model: string): Promise<number | null> {
  const { items } = await listVoteTasks(store, runId, { limit: 20 });
  let [replies, tokens] = [0, 0];
  for (const task of items) {
    if (task.model !== model) continue;
    replies += task.correct + task.incorrect + task.unknown;
    tokens += task.completionTokens;
  }
  return replies === 0 ? null : tokens / replies;
}
