import { isRecord } from "../../core/is-record.ts";

/** One message as a file has it, whatever its keys are called; `text` is null where it is no string. */
export type Turn = {
  readonly speaker: string;
  readonly text: string | null;
  readonly weight: unknown;
};

/** A row read back from its line, by its keys alone: what it asks and what it answers, a list of turns an answer. */
export type RowReading = {
  readonly row: Readonly<Record<string, unknown>>;
  readonly prompt: readonly Turn[];
  readonly answers: readonly (readonly Turn[])[];
  /** Whether the answers are a wanted and an unwanted one. */
  readonly isPair: boolean;
};

const speakers: Readonly<Record<string, string>> = { human: "user", gpt: "assistant" };
const promptKeys = ["prompt", "messages", "conversations"] as const;
const answerKeys = ["completion", "response", "completions"] as const;
const pairKeys = [
  ["chosen", "rejected"],
  ["preferred_output", "non_preferred_output"],
] as const;

/**
 * Reads a row of any target: a prompt under `prompt`, `messages`, `conversations` or `input.messages`, answers under the
 * names that trainers give them; where there are none, the last assistant's turn of the prompt is the answer, and where
 * a pair has no prompt, what comes before the last turn of its first side is. Knows nothing of how rows are written.
 */
export function readRow(line: string): RowReading {
  const parsed: unknown = JSON.parse(line);
  const row = isRecord(parsed) ? parsed : {};
  const input = isRecord(row["input"]) ? row["input"] : {};
  const given = promptKeys.map((key) => row[key]).find((value) => value !== undefined) ?? input["messages"];
  const system =
    typeof row["system"] === "string" ? turnsOf([{ role: "system", content: row["system"] }]) : [];
  const prompt = [...system, ...turnsOf(given, "user")];
  const sides = pairKeys.find(([wanted]) => row[wanted] !== undefined);
  if (sides) {
    const answers = sides.map((key) => turnsOf(row[key], "assistant"));
    if (given !== undefined) return { row, prompt, answers, isPair: true };
    const whole = answers[0] ?? [];
    return {
      row,
      prompt: whole.slice(0, -1),
      answers: answers.map((turns) => turns.slice(-1)),
      isPair: true,
    };
  }
  const answer = answerKeys.map((key) => row[key]).find((value) => value !== undefined);
  if (answer !== undefined) {
    const turns = turnsOf(answer, "assistant");
    return {
      row,
      prompt,
      answers: row["completions"] ? turns.map((turn) => [turn]) : [turns],
      isPair: false,
    };
  }
  const isAnswered = prompt.at(-1)?.speaker === "assistant";
  return {
    row,
    prompt: isAnswered ? prompt.slice(0, -1) : prompt,
    answers: isAnswered ? [prompt.slice(-1)] : [],
    isPair: false,
  };
}

/** A text, a message, or a list of either, as turns. */
function turnsOf(value: unknown, speaker = "user"): Turn[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one) => turnsOf(one, speaker));
  if (!isRecord(value))
    return [{ speaker, text: typeof value === "string" ? value : null, weight: undefined }];
  const said = value["role"] ?? value["from"];
  const text = value["content"] ?? value["value"];
  return [
    {
      speaker: typeof said === "string" ? (speakers[said] ?? said) : "",
      text: typeof text === "string" ? text : null,
      weight: value["weight"],
    },
  ];
}
