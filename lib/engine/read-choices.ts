import { isRecord } from "../core/is-record.ts";
import { readText } from "./read-text.ts";

export type Choice = {
  /** As sent, `<think>` and all. Empty only where `finishReason` says why ("length", "content_filter"). */
  readonly text: string;
  /** What the model thought apart from its answer. Never part of a prompt or an answer. */
  readonly reasoning: string | null;
  /** "stop", "length", "content_filter" …; "refusal" where the text is the model's refusal. */
  readonly finishReason: string | null;
};

export type ReadChoices = {
  /** `n` places by index; null where nothing usable stands. */
  readonly choices: readonly (Choice | null)[];
  /** Places for which no choice came at all. */
  readonly missing: number;
  /** Tokens of each place's choice as its log probabilities count them; null where none were sent. */
  readonly tokens: readonly (number | null)[];
  /** Some choice held reasoning without an answer. */
  readonly isReasoningOnly: boolean;
  /** UTF-16 units of everything that came, choices beyond `n` too: they are paid for. */
  readonly characters: number;
};

/** The choices of a completion body whose `choices` is an array, in any order and number. Never throws. */
export function readChoices(
  body: Record<string, unknown>,
  n: number,
  api: "chat" | "completions",
): ReadChoices {
  const sent = Array.isArray(body["choices"]) ? body["choices"].filter(isRecord) : [];
  const placed = placeByIndex(sent, n);
  const read = (choice: Record<string, unknown>): Choice =>
    api === "chat" ? readChat(choice) : readPlain(choice);
  const readSent = sent.map(read);
  return {
    choices: placed.map((choice) => (choice ? keepUsable(choice, read(choice)) : null)),
    missing: placed.filter((choice) => choice === null).length,
    tokens: placed.map((choice) => choice && countLogprobs(choice["logprobs"])),
    isReasoningOnly: readSent.some(({ text, reasoning }) => text.trim() === "" && reasoning !== null),
    characters: readSent.reduce(
      (sum, { text, reasoning }) => sum + text.length + (reasoning?.length ?? 0),
      0,
    ),
  };
}

/** Servers send choices in any order, and some give all of them index 0: those stand in the order they came. */
function placeByIndex(
  sent: readonly Record<string, unknown>[],
  n: number,
): (Record<string, unknown> | null)[] {
  const indexes = sent.map((choice) => choice["index"]);
  const isIndexed =
    new Set(indexes).size === sent.length && indexes.every((index) => Number.isSafeInteger(index));
  const ordered = isIndexed ? sent.toSorted((a, b) => Number(a["index"]) - Number(b["index"])) : sent;
  return Array.from({ length: n }, (_, place) => ordered[place] ?? null);
}

/** An answer cut at the first token was paid and would recur, a blocked one too: kept. Any other empty one is not. */
function keepUsable(sent: Record<string, unknown>, choice: Choice): Choice | null {
  if (isRecord(sent["error"]) || choice.finishReason === "error") return null;
  const isExplained = choice.finishReason === "length" || choice.finishReason === "content_filter";
  return choice.text.trim() !== "" || isExplained ? choice : null;
}

function readChat(choice: Record<string, unknown>): Choice {
  const message = isRecord(choice["message"]) ? choice["message"] : {};
  const text = readContent(message["content"]);
  const refusal = readText(message["refusal"]);
  const isRefusal = text === "" && refusal !== null;
  return {
    text: isRefusal ? refusal : text,
    reasoning: readText(message["reasoning_content"]) ?? readText(message["reasoning"]),
    finishReason: isRefusal ? "refusal" : readText(choice["finish_reason"]),
  };
}

const readPlain = (choice: Record<string, unknown>): Choice => ({
  text: readText(choice["text"]) ?? "",
  reasoning: null,
  finishReason: readText(choice["finish_reason"]),
});

/** A chat answer has one entry a token in `content` (a refusal in `refusal`), a plain one parallel lists. */
function countLogprobs(logprobs: unknown): number | null {
  if (!isRecord(logprobs)) return null;
  const lists = [logprobs["content"], logprobs["refusal"], logprobs["token_logprobs"]];
  const list = lists.find((entries) => Array.isArray(entries) && entries.length > 0);
  return Array.isArray(list) ? list.length : null;
}

/** A string, or parts of which the ones of text count. */
function readContent(content: unknown): string {
  if (!Array.isArray(content)) return readText(content) ?? "";
  return content
    .filter(isRecord)
    .map((part) => (part["type"] === "text" ? (readText(part["text"]) ?? "") : ""))
    .join("");
}
