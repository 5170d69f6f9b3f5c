import { toNumber } from "../../core/fraction.ts";
import type { Candidate, Output } from "../candidate.ts";
import { messageList, type Columns, type ColumnType } from "../columns.ts";
import type { KindName } from "../recipe.ts";
import { messagesOf, withThinkTags, type Reasoning, type Row } from "./format.ts";

/**
 * A row in TRL's shapes (its dataset formats page, conversational). SFT rows are `prompt` and `completion`, so that the
 * loss is on the completion alone; DPO rows have an explicit prompt, reward rows an implicit one and the gap as
 * `margin`; steps are plain text, as PRM training takes nothing else. Reasoning as a field is the message's
 * `thinking`, there in every row so that all rows have one type.
 */
export function trlRow(candidate: Candidate, reasoning: Reasoning): Row {
  const prompt = messagesOf(candidate);
  const completion = (output: Output) => [messageOf(output, reasoning)];
  if (candidate.kind === "sft") return { prompt, completion: completion(candidate.output) };
  if (candidate.kind === "kto")
    return { prompt, completion: completion(candidate.output), label: candidate.isPositive };
  if (candidate.kind === "grpo") return { prompt, ground_truth: candidate.gold };
  if (candidate.kind === "step")
    return {
      prompt: candidate.questionText,
      completions: candidate.turns.map(({ output }) => withThinkTags(output, reasoning)),
      labels: candidate.turns.map(({ isPositive }) => isPositive),
    };
  const [chosen, rejected] = [completion(candidate.chosen), completion(candidate.rejected)];
  if (candidate.kind === "dpo") return { prompt, chosen, rejected };
  return {
    chosen: [...promptIn(prompt, reasoning), ...chosen],
    rejected: [...promptIn(prompt, reasoning), ...rejected],
    margin: toNumber(candidate.margin),
  };
}

/** The columns of trlRow, for files whose types are fixed. */
export function trlColumns(kind: KindName, reasoning: Reasoning): Columns {
  const prompt = messageList;
  const answer: ColumnType =
    reasoning === "field"
      ? { list: { struct: { role: "text", content: "text", thinking: "text" } } }
      : messageList;
  const columns: Record<KindName, Columns> = {
    sft: { prompt, completion: answer },
    dpo: { prompt, chosen: answer, rejected: answer },
    kto: { prompt, completion: answer, label: "boolean" },
    reward: { chosen: answer, rejected: answer, margin: "float" },
    step: { prompt: "text", completions: { list: "text" }, labels: { list: "boolean" } },
    grpo: { prompt, ground_truth: "text" },
  };
  return columns[kind];
}

const messageOf = (output: Output, reasoning: Reasoning): Record<string, string> => ({
  role: "assistant",
  content: withThinkTags(output, reasoning),
  ...(reasoning === "field" && { thinking: output.reasoning ?? "" }),
});

/** Messages of one list have one type, so those of an implicit prompt carry the field too. */
const promptIn = (
  prompt: readonly { readonly role: string; readonly content: string }[],
  reasoning: Reasoning,
): Record<string, string>[] =>
  prompt.map((message) => ({ ...message, ...(reasoning === "field" && { thinking: "" }) }));
