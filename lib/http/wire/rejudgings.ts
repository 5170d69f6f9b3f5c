import { z } from "zod";
import { ByRole, Iso, listOf, PageQuery, VerdictName } from "./common.ts";
import { AnswerSpan } from "./judged-item.ts";
import { RunJudge } from "./judge-rules.ts";
import { TreeNode } from "./trees.ts";

/** POST /api/runs/{id}/judge-again/preview. */
export const RejudgePreview = z.object({
  ruleVersion: z
    .number()
    .int()
    .min(1)
    .nullable()
    .optional()
    .describe("a version of the data set's rule; null: the task's own judge; left out: what the run has"),
  author: z.string().trim().max(200).optional(),
});
export type RejudgePreview = z.input<typeof RejudgePreview>;

/** POST …/apply. */
export const RejudgeApply = z.object({ author: z.string().trim().max(200).optional() });

const BeforeAfter = z.object({ before: z.number().int(), after: z.number().int() });

export const RejudgingCounts = z.object({
  nodes: z.number().int().describe("answers judged"),
  verdicts: z.number().int().describe("of them, those with another verdict"),
  details: z.number().int().describe("those with the same verdict, reached in another way"),
  overridden: z
    .number()
    .int()
    .describe("of the other verdicts, those that a person's word keeps from counting"),
  trees: z.number().int().describe("trees with another verdict"),
  moves: z
    .array(
      z.object({
        role: z.string(),
        from: VerdictName.nullable(),
        to: VerdictName,
        reason: z.string(),
        count: z.number().int(),
      }),
    )
    .describe("the other verdicts, most frequent first"),
  values: ByRole.describe("nodes whose value changes"),
  labels: ByRole.describe("nodes whose label changes, under the threshold at the time of the preview"),
  pairsAdded: ByRole,
  pairsRemoved: ByRole,
  decisions: z.number().int().describe("standing on pairs that would be none; they are kept"),
  leaves: z.number().int(),
  correctLeaves: BeforeAfter,
  unknownLeaves: BeforeAfter,
});

export const Rejudging = z.object({
  id: z.string(),
  runId: z.string(),
  status: z.enum([
    "previewing",
    "previewed",
    "applying",
    "applied",
    "undoing",
    "undone",
    "cancelled",
    "failed",
  ]),
  from: RunJudge,
  to: RunJudge,
  treesDone: z.number().int(),
  treesTotal: z.number().int(),
  counts: RejudgingCounts,
  author: z.string().nullable(),
  message: z.string().nullable().describe("what went wrong, for a person"),
  createdAt: Iso,
  appliedAt: Iso.nullable(),
  undoneAt: Iso.nullable(),
});
export type Rejudging = z.infer<typeof Rejudging>;

/** GET /api/runs/{id}/judge-again: by what the run is judged, what is here now, and what was done. */
export const JudgeAgain = z.object({
  judge: RunJudge,
  presentVersion: z.string().describe("of the judge that this server has"),
  rules: z
    .array(z.object({ version: z.number().int(), isCurrent: z.boolean(), note: z.string().nullable() }))
    .describe("of the run's data set, newest first"),
  leaves: z.number().int(),
  correctLeaves: z.number().int(),
  unknownLeaves: z.number().int(),
  rejudgings: z.array(Rejudging).describe("newest first; previews give way to newer ones"),
});
export type JudgeAgain = z.infer<typeof JudgeAgain>;

const Judging = z.object({
  verdict: VerdictName.nullable(),
  answer: AnswerSpan.nullable(),
  judge: TreeNode.shape.judge,
});

export const JudgeChange = z.object({
  nodeId: z.string(),
  treeId: z.string(),
  index: z.number().int().describe("the tree's place in the run, from 0"),
  path: z.string(),
  role: z.string(),
  isOverridden: z.boolean(),
  before: Judging,
  after: Judging,
  gold: z.string(),
  snippet: z
    .object({ text: z.string(), start: z.number().int(), end: z.number().int() })
    .describe("of the completion, round the answer of after, else of before; start to end is the answer"),
});
export type JudgeChange = z.infer<typeof JudgeChange>;
export const JudgeChangeList = listOf(JudgeChange);
export const JudgeChangeQuery = PageQuery.extend({
  kind: z.enum(["verdicts", "details", "all"]).default("verdicts"),
  role: z.string().optional(),
  from: z.enum(["correct", "incorrect", "unknown", "none"]).optional(),
  to: VerdictName.optional(),
  reason: z.string().optional(),
});
