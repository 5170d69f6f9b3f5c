import { z } from "zod";
import { Id, Iso, listOf, PageQuery, VerdictName } from "./common.ts";

/** POST /api/runs/{id}/votes and its estimate: which model is asked about the leaves whose verdict is unknown. */
export const VotesPost = z.object({
  endpointId: Id,
  model: z.string().trim().min(1).max(500),
  maxTokens: z.number().int().min(1).max(1_000_000).default(1024),
  temperature: z.number().min(0).max(2).default(0),
  limit: z.number().int().min(1).optional().describe("at most so many leaves, the first of the run"),
  budgetUsd: z.number().gt(0).optional().describe("ends the asking before it would cost more"),
  again: z
    .boolean()
    .default(false)
    .describe("asks also about leaves with a vote of this model under this wording"),
});
export type VotesPost = z.input<typeof VotesPost>;

const message = z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() });

export const VoteEstimate = z.object({
  leaves: z.number().int().describe("that would be asked about: one request each"),
  unknownLeaves: z.number().int(),
  promptTokens: z.number().int(),
  completionTokens: z.number().int(),
  costUsd: z.number(),
  costUsdAtMost: z.number().describe("if each reply used all of maxTokens"),
  isPriced: z.boolean().describe("false: nobody has set a price, so the costs say nothing"),
  basis: z.string(),
  promptVersion: z.string(),
  sample: z
    .object({ nodeId: z.string(), treeId: z.string(), path: z.string(), messages: z.array(message) })
    .nullable()
    .describe("what would be sent for the first of them, to the letter"),
});
export type VoteEstimate = z.infer<typeof VoteEstimate>;

export const VoteTaskStatus = z.enum(["asking", "completed", "cancelled", "stopped"]);
const voteCounts = z.object({
  correct: z.number().int(),
  incorrect: z.number().int(),
  unknown: z.number().int(),
});

export const VoteTask = z.object({
  id: z.string(),
  runId: z.string(),
  endpointId: z.string(),
  baseUrl: z.string(),
  model: z.string(),
  promptVersion: z.string(),
  maxTokens: z.number().int(),
  temperature: z.number(),
  again: z.boolean(),
  limit: z.number().int().nullable(),
  budgetUsd: z.number().nullable(),
  status: VoteTaskStatus.describe("stopped: by the budget, the endpoint or the server; message says which"),
  message: z.string().nullable(),
  waiting: z.string().nullable().describe("why nothing is sent just now"),
  inFlight: z.number().int(),
  leavesTotal: z.number().int(),
  leavesFailed: z.number().int().describe("the endpoint gave no usable reply"),
  leavesSkipped: z.number().int().describe("no longer unknown when their turn came"),
  votes: voteCounts,
  usage: z
    .object({
      requests: z.number().int(),
      retries: z.number().int(),
      promptTokens: z.number().int(),
      completionTokens: z.number().int(),
      costUsd: z.number(),
      mayHaveBeenCharged: z.number().int(),
    })
    .describe("of the votes alone; no part of the run's usage"),
  createdAt: Iso,
  finishedAt: Iso.nullable(),
});
export type VoteTask = z.infer<typeof VoteTask>;
/** The last askings of a run, newest first. */
export const VoteTaskList = listOf(VoteTask);

export const VoteItem = z.object({
  id: z.string(),
  taskId: z.string(),
  treeId: z.string(),
  nodeId: z.string(),
  path: z.string(),
  index: z.number().int().describe("place of its question in the run, from 0"),
  vote: VerdictName.describe("what the model said; never credit"),
  text: z.string(),
  reasoning: z.string().nullable(),
  finishReason: z.string().nullable(),
  endpointId: z.string(),
  baseUrl: z.string(),
  model: z.string(),
  answeredBy: z.string().nullable().describe("the model that the endpoint says answered"),
  promptVersion: z.string(),
  temperature: z.number().nullable().describe("null: the endpoint takes none"),
  maxTokens: z.number().int(),
  promptTokens: z.number().int(),
  completionTokens: z.number().int(),
  isEstimated: z.boolean(),
  costUsd: z.number(),
  latencyMs: z.number(),
  requestId: z.string().nullable(),
  createdAt: Iso,
});
export type VoteItem = z.infer<typeof VoteItem>;
export const VoteList = listOf(VoteItem);

/** A vote with exactly what was sent for it. */
export const NodeVote = VoteItem.omit({ index: true }).extend({ messages: z.array(message) });
export type NodeVote = z.infer<typeof NodeVote>;
export const NodeVoteList = listOf(NodeVote);

export const VotesQuery = PageQuery.extend({ vote: VerdictName.optional() });
