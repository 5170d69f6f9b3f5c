import { z } from "zod";
import { VerdictName } from "./common.ts";

export const AnswerSpan = z.object({
  raw: z.string(),
  normalized: z.string(),
  start: z.number().int().describe("UTF-16 units; text.slice(start, end) is raw"),
  end: z.number().int(),
});
export type AnswerSpan = z.infer<typeof AnswerSpan>;

/** Another place where an answer could have been read. */
export const AlternativeSpan = AnswerSpan.omit({ normalized: true }).extend({ tier: z.string() });

export const JudgedItem = z.object({
  verdict: VerdictName,
  answer: AnswerSpan.nullable(),
  method: z.string(),
  reason: z.string(),
  normalizedGold: z.string().nullable(),
  typeAnswer: z.string().nullable().describe("what kind of thing the answer was read as"),
  typeGold: z.string().nullable(),
  flags: z.array(z.string()),
  tier: z.string().nullable().describe("where the answer was read"),
  weak: z.boolean().describe("read from the last number alone, without a closing form"),
  conflict: z.boolean().describe("two closing forms disagree; the later one was judged"),
  alternatives: z.array(AlternativeSpan),
  f1: z.number().nullable().describe("token F1, where texts are compared by words"),
  library: z.object({ name: z.string(), version: z.string() }).nullable(),
  elapsedMs: z.number(),
  judgeVersion: z.string(),
});
export type JudgedItem = z.infer<typeof JudgedItem>;
