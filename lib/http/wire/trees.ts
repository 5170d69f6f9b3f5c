import { z } from "zod";
import { Iso, LabelName, TaskName, VerdictName } from "./common.ts";
import { RunJudge } from "./judge-rules.ts";
import { AnswerSpan } from "./judged-item.ts";
import { RoleView, TreeStatus } from "./runs.ts";

export const OverrideView = z.object({
  verdict: VerdictName,
  author: z.string().nullable(),
  reason: z.string().nullable(),
  at: Iso,
});

export const TreeNode = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  role: z.string(),
  path: z.string(),
  depth: z.number().int(),
  ordinal: z.number().int(),
  text: z.string(),
  reasoning: z.string().nullable(),
  finishReason: z.string().nullable(),
  answer: AnswerSpan.nullable(),
  verdict: VerdictName.nullable().describe("the judge's; an override stands beside it and wins"),
  judge: z
    .object({ method: z.string(), reason: z.string(), version: z.string(), flags: z.array(z.string()) })
    .nullable(),
  value: z.number().nullable(),
  valueNumerator: z.number().int().nullable(),
  valueDenominator: z.number().int().nullable(),
  leaves: z.number().int(),
  correctLeaves: z.number().int(),
  incomplete: z.boolean(),
  label: LabelName.nullable(),
  localLabel: LabelName.nullable(),
  override: OverrideView.nullable(),
  claim: z.enum(["correct", "incorrect"]).nullable(),
  model: z.string().nullable(),
  promptTokens: z.number().int().nullable(),
  completionTokens: z.number().int().nullable(),
  isEstimated: z
    .boolean()
    .describe("tokens estimated: the server gave none, or one sum for several siblings"),
  costUsd: z.number().nullable(),
  latencyMs: z.number().nullable(),
  seed: z.number().int().nullable(),
  systemFingerprint: z.string().nullable(),
  requestId: z
    .string()
    .nullable()
    .describe(
      "of the request that brought it, as the endpoint or Malthouse named it; siblings may share one",
    ),
  createdAt: Iso.nullable(),
});
export type TreeNode = z.infer<typeof TreeNode>;

export const FailedPart = z.object({
  path: z.string(),
  role: z.string(),
  code: z.string(),
  message: z.string(),
  attempts: z.number().int(),
  at: Iso,
});

export const Tree = z.object({
  id: z.string(),
  runId: z.string(),
  runName: z.string(),
  index: z.number().int(),
  treesTotal: z.number().int(),
  protocol: z.string(),
  threshold: z.number(),
  unknownLeaves: z.enum(["incorrect", "exclude"]),
  roles: z.array(RoleView),
  judge: RunJudge,
  question: z.object({
    id: z.string(),
    text: z.string(),
    gold: z.string(),
    task: TaskName,
    meta: z.record(z.string(), z.unknown()),
  }),
  status: TreeStatus,
  isSimulated: z.boolean(),
  nodes: z.array(TreeNode),
  failed: z.array(FailedPart),
  inFlight: z.array(z.string()).describe("paths asked for and not yet here"),
  previousTreeId: z.string().nullable(),
  nextTreeId: z.string().nullable(),
});
export type Tree = z.infer<typeof Tree>;

export const NodePrompt = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

export const OverridePut = z.object({
  verdict: VerdictName.nullable(),
  reason: z.string().max(5000).optional(),
  author: z.string().max(200).optional(),
});
export type OverridePut = z.infer<typeof OverridePut>;

export const OverrideResult = z.object({
  changed: z.array(
    z.object({ nodeId: z.string(), before: z.number().nullable(), after: z.number().nullable() }),
  ),
  pairs: z.object({ added: z.number().int(), removed: z.number().int() }),
});
export type OverrideResult = z.infer<typeof OverrideResult>;
