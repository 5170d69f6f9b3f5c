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

export const JudgedItem = z.object({
  verdict: VerdictName,
  answer: AnswerSpan.nullable(),
  method: z.string(),
  reason: z.string(),
  normalizedGold: z.string().nullable(),
  flags: z.array(z.string()),
  tier: z.string().nullable(),
  elapsedMs: z.number(),
  judgeVersion: z.string(),
});
export type JudgedItem = z.infer<typeof JudgedItem>;
export const JudgeResult = z.object({ items: z.array(JudgedItem) });
