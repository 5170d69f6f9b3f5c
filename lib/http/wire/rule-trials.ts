import { z } from "zod";
import { VerdictName } from "./common.ts";
import { GoldProblemItem } from "./golds.ts";
import { JudgeRule } from "./judge-rules.ts";
import { JudgedItem } from "./judged-item.ts";

/** POST /api/datasets/{id}/rules/try: nothing is stored. */
export const RuleTry = z
  .object({
    rule: JudgeRule.nullable().describe("null: the task's own judge"),
    items: z
      .array(z.object({ text: z.string().max(1_000_000), gold: z.string().max(100_000) }))
      .max(100)
      .default([])
      .describe("pasted texts"),
    stored: z.number().int().min(0).max(50).default(0).describe("so many stored completions of its runs too"),
    golds: z.number().int().min(0).max(2_000).default(0).describe("so many golds are read, from the first"),
  })
  .describe("what a rule would say");
export type RuleTry = z.input<typeof RuleTry>;

export const TriedItem = JudgedItem.extend({
  text: z.string(),
  gold: z.string(),
  stored: z
    .object({
      nodeId: z.string(),
      treeId: z.string(),
      questionId: z.string(),
      verdict: VerdictName.nullable().describe("the one that stands"),
    })
    .nullable()
    .describe("null for a pasted text"),
});
export type TriedItem = z.infer<typeof TriedItem>;

export const RuleTried = z.object({
  items: z.array(TriedItem).describe("the pasted texts first"),
  golds: z.object({
    read: z.number().int(),
    problems: z.number().int(),
    first: z.array(GoldProblemItem).describe("at most five"),
  }),
});
export type RuleTried = z.infer<typeof RuleTried>;
