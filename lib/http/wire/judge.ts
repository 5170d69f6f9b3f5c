import { z } from "zod";
import { TaskName } from "./common.ts";
import { JudgeRule } from "./judge-rules.ts";
import { JudgedItem } from "./judged-item.ts";

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
        rule: JudgeRule.optional().describe("judges instead of the task's own way"),
        question: z
          .union([
            z.string(),
            z
              .object({
                text: z.string().optional(),
                choices: z.array(z.object({ label: z.string(), text: z.string() })).optional(),
              })
              .loose(),
          ])
          .optional(),
      }),
    )
    .min(1)
    .max(500),
});
export type JudgePost = z.infer<typeof JudgePost>;

export const JudgeResult = z.object({ items: z.array(JudgedItem) });
