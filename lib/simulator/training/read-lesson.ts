import { z } from "zod";
import type { PromptMessage } from "../prompt.ts";
import { readExample } from "./read-example.ts";
import type { Lesson } from "./train.ts";
import type { Vocabulary } from "./vocabulary.ts";

const text = z.union([
  z.string(),
  z
    .array(z.object({ type: z.literal("text"), text: z.string() }))
    .transform((parts) => parts.map((part) => part.text).join("")),
]);
const message = z.object({
  role: z.enum(["system", "developer", "user", "assistant"]),
  content: text,
  weight: z.union([z.literal(0), z.literal(1)]).optional(),
});
const SupervisedLine = z.object({ messages: z.array(message).min(2) });
const answer = z.array(message).length(1);
const PreferenceLine = z.object({
  input: z.object({ messages: z.array(message).min(1) }),
  preferred_output: answer,
  non_preferred_output: answer,
});

export type LeftOut = { readonly line: number; readonly reason: string };

/**
 * A training file in OpenAI's forms as a lesson: `messages` for supervised training, of which the last is learnt;
 * `input`, `preferred_output` and `non_preferred_output` for DPO. A line that is neither, or whose texts this model
 * could not have written, is left out with its number, from 1, and why; it never sees more than the file. `giveWay` is
 * waited for after each line.
 */
export async function readLesson(
  file: string,
  method: { readonly type: "supervised" } | { readonly type: "dpo"; readonly beta: number },
  vocabulary: Vocabulary,
  giveWay: () => Promise<void>,
): Promise<{ readonly lesson: Lesson; readonly lines: number; readonly leftOut: readonly LeftOut[] }> {
  const leftOut: LeftOut[] = [];
  const examples: Extract<Lesson, { type: "supervised" }>["examples"][number][] = [];
  const pairs: Extract<Lesson, { type: "dpo" }>["pairs"][number][] = [];
  let lines = 0;
  for (const [index, content] of file.split("\n").entries()) {
    if (content.trim() === "") continue;
    lines += 1;
    const reason =
      method.type === "supervised"
        ? takeSupervised(content, vocabulary, examples)
        : takePreference(content, vocabulary, pairs);
    if (reason !== null) leftOut.push({ line: index + 1, reason });
    await giveWay();
  }
  const lesson: Lesson =
    method.type === "supervised"
      ? { type: "supervised", examples }
      : { type: "dpo", pairs, beta: method.beta };
  return { lesson, lines, leftOut };
}

function takeSupervised(
  line: string,
  vocabulary: Vocabulary,
  examples: Extract<Lesson, { type: "supervised" }>["examples"][number][],
): string | null {
  const parsed = parse(line, SupervisedLine, "messages, the last of them the assistant's");
  if ("reason" in parsed) return parsed.reason;
  const last = parsed.value.messages.at(-1);
  if (last?.role !== "assistant" || last.weight === 0) return "its last message is not one to learn from";
  const read = readExample(promptOf(parsed.value.messages.slice(0, -1)), last.content, vocabulary);
  if ("reason" in read) return read.reason;
  examples.push(read.example);
  return null;
}

function takePreference(
  line: string,
  vocabulary: Vocabulary,
  pairs: Extract<Lesson, { type: "dpo" }>["pairs"][number][],
): string | null {
  const parsed = parse(line, PreferenceLine, "input, preferred_output and non_preferred_output");
  if ("reason" in parsed) return parsed.reason;
  const { input, preferred_output: good, non_preferred_output: bad } = parsed.value;
  const prompt = promptOf(input.messages);
  const preferred = readExample(prompt, good[0]?.content ?? "", vocabulary);
  if ("reason" in preferred) return `preferred_output: ${preferred.reason}`;
  const rejected = readExample(prompt, bad[0]?.content ?? "", vocabulary);
  if ("reason" in rejected) return `non_preferred_output: ${rejected.reason}`;
  pairs.push({ preferred: preferred.example, rejected: rejected.example });
  return null;
}

const promptOf = (messages: readonly z.infer<typeof message>[]): PromptMessage[] =>
  messages.map(({ role, content }) => ({ role, content }));

function parse<Schema extends z.ZodType>(
  line: string,
  schema: Schema,
  wanted: string,
): { readonly value: z.output<Schema> } | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { reason: "is not JSON" };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { reason: `has no ${wanted} (${issue?.path.join(".") || "the line"}: ${issue?.message})` };
}
