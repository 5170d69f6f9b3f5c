import { z } from "zod";
import { TaskName, VerdictName } from "./common.ts";
import { AnswerSpan } from "./trees.ts";

export const JudgePost = z.object({
  items: z
    .array(
      z.object({
        task: TaskName,
        text: z.string().max(1_000_000),
        gold: z.string().max(100_000),
        isTruncated: z
          .boolean()
          .optional()
          .describe("the text stopped at the token limit: only an explicit closing form counts"),
        question: z
          .union([
            z.string(),
            z
              .object({ choices: z.array(z.object({ label: z.string(), text: z.string() })).optional() })
              .loose(),
          ])
          .optional(),
      }),
    )
    .min(1)
    .max(500),
});
export type JudgePost = z.infer<typeof JudgePost>;

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
export const JudgeResult = z.object({ items: z.array(JudgedItem) });
