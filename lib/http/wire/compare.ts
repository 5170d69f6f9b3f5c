import { z } from "zod";
import { ByRole, Id, PageQuery } from "./common.ts";
import { RunJudge } from "./judge-rules.ts";
import { PairsQuery } from "./pairs.ts";
import { RoleView } from "./runs.ts";

/** Two runs by id, and one threshold for both; the first run's own where none is given. */
export const CompareQuery = PairsQuery.pick({ threshold: true }).extend({ a: Id, b: Id });
export type CompareQuery = z.infer<typeof CompareQuery>;

export const ComparedFilter = z.enum(["all", "improved", "worsened", "same", "mixed_a", "mixed_b"]);
export type ComparedFilter = z.infer<typeof ComparedFilter>;
export const ComparedSort = z.enum(["size", "change", "-change", "index"]);
export type ComparedSort = z.infer<typeof ComparedSort>;

export const ComparedQuestionsQuery = PageQuery.extend({
  ...CompareQuery.shape,
  filter: ComparedFilter.default("all").describe("mixed_a: pairs in A's tree and none in B's"),
  sort: ComparedSort.default("size").describe(
    "size: largest change first, either way; change: most worsened first",
  ),
  q: z.string().optional(),
});
export type ComparedQuestionsQuery = z.infer<typeof ComparedQuestionsQuery>;

export const ComparedRun = z.object({
  id: z.string(),
  name: z.string(),
  configHash: z.string(),
  threshold: z.number().describe("its own"),
  judge: RunJudge,
  roles: z.array(RoleView),
  trees: z.number().int(),
  unfinished: z.number().int().describe("trees left out: they still grow or never began"),
  failed: z.number().int().describe("trees left out: a part of them failed for good"),
  only: z.number().int().describe("questions that the other run does not have"),
});
export type ComparedRun = z.infer<typeof ComparedRun>;

export const ComparedMeasure = z.object({
  key: z
    .enum(["value", "own", "majority", "above", "pairs", "mixed"])
    .describe(
      "value: mean leaf value; own: share of right own answers of `role`; majority: most leaves right; above: value above the threshold; pairs: a tree's; mixed: share of a tree's sibling groups that give a pair",
    ),
  role: z.string().nullable(),
  questions: z.number().int().describe("those that have it in both runs"),
  a: z.number().nullable(),
  b: z.number().nullable(),
  change: z.number().nullable().describe("mean of B − A over questions"),
  low: z.number().nullable().describe("of its 95 % interval; null under 10 questions"),
  high: z.number().nullable(),
});
export type ComparedMeasure = z.infer<typeof ComparedMeasure>;

export const ComparedField = z.object({
  path: z.string().describe('dotted: "roles.x.temperature"'),
  a: z.unknown(),
  b: z.unknown(),
  isSame: z.boolean(),
});
export type ComparedField = z.infer<typeof ComparedField>;

export const CompareWarning = z.object({
  code: z.enum([
    "same_run",
    "protocol",
    "judge_version",
    "judge_rule",
    "policy",
    "threshold",
    "other_gold",
    "questions",
    "left_out",
    "few",
  ]),
  message: z.string(),
});
export type CompareWarning = z.infer<typeof CompareWarning>;

export const Comparison = z.object({
  a: ComparedRun,
  b: ComparedRun,
  threshold: z.number().describe("for both"),
  isSameConfig: z.boolean().describe("by hash: what decides the completions is the same"),
  fields: z.array(ComparedField).describe("of both configs, the judge's among them"),
  questions: z.object({
    matched: z.number().int(),
    byText: z.number().int().describe("of those, by words and gold and not by id"),
    compared: z.number().int().describe("of those, finished whole in both"),
    otherGold: z.number().int().describe("same words with another gold, not matched"),
  }),
  measures: z.array(ComparedMeasure),
  flips: z
    .object({
      improved: z.number().int(),
      worsened: z.number().int(),
      bothAbove: z.number().int(),
      bothBelow: z.number().int(),
    })
    .describe("questions by the side of the threshold that their value lies on"),
  counts: z.record(ComparedFilter, z.number().int()).describe("compared questions by filter"),
  warnings: z.array(CompareWarning),
});
export type Comparison = z.infer<typeof Comparison>;

export const ComparedTree = z.object({
  id: z.string(),
  index: z.number().int(),
  leaves: z.number().int(),
  correctLeaves: z.number().int(),
  value: z.number().nullable(),
  valueText: z.string().nullable().describe('as a fraction, "10/27"'),
  valueLine: z.string().describe("values by place, as in a run's list of trees"),
  pairs: ByRole.describe("at the threshold of the comparison"),
});
export type ComparedTree = z.infer<typeof ComparedTree>;

export const ComparedQuestion = z.object({
  question: z.string(),
  gold: z.string(),
  change: z.number().nullable().describe("of the tree's value, B − A"),
  flip: z.enum(["improved", "worsened", "same"]).nullable(),
  a: ComparedTree,
  b: ComparedTree,
});
export type ComparedQuestion = z.infer<typeof ComparedQuestion>;

export const ComparedQuestionList = z.object({
  items: z.array(ComparedQuestion),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export type ComparedQuestionList = z.infer<typeof ComparedQuestionList>;
