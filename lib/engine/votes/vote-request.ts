import type { NodeRow, QuestionRow, VoteTaskRow } from "../../../db/rows.ts";
import { writeVotePrompt } from "../../judge/model-vote/write-vote-prompt.ts";
import type { CompletionRequest } from "../complete.ts";
import { choicesOf } from "../question-choices.ts";

/** What a task asks of each leaf. */
export type VoteOptions = Pick<VoteTaskRow, "model" | "maxTokens" | "temperature">;

/** The request for a vote on one leaf. */
export function voteRequest(
  { model, maxTokens, temperature }: VoteOptions,
  question: Pick<QuestionRow, "text" | "gold" | "meta">,
  { text }: Pick<NodeRow, "text">,
): CompletionRequest {
  return {
    messages: writeVotePrompt({
      question: question.text,
      choices: choicesOf(question.meta) ?? [],
      gold: question.gold,
      text,
    }),
    n: 1,
    model,
    temperature,
    topP: 1,
    maxTokens,
    seed: null,
    stop: [],
    extraBody: {},
    api: "chat",
  };
}
