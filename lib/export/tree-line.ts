import { z } from "zod";
import { tasks } from "../core/tree.ts";
import { DecisionSample } from "./decision-sample.ts";
import { orNull } from "./or-null.ts";

const verdict = z.enum(["correct", "incorrect", "unknown"]);
const label = z.enum(["positive", "negative"]);
const text = z.string();
/** PostgreSQL keeps counts in 32 bits. */
const count = z.int().min(0).max(2_147_483_647);
const time = text.refine(
  (value) => !Number.isNaN(Date.parse(value)),
  "is no time such as 2026-01-31T12:00:00Z",
);

const answer = z.object({ raw: text, normalized: text, start: count, end: count });
const override = z.object({
  verdict: verdict.nullable(),
  author: orNull(text),
  reason: orNull(text),
  at: orNull(time),
});

/** A node of the interchange form: the API's node. Only id, role, path and text must be there; null is "not told". */
export const TreeLineNode = z.object({
  id: z.string().min(1),
  parentId: orNull(text),
  role: z.string().min(1),
  path: text,
  depth: orNull(count),
  ordinal: orNull(count),
  text,
  reasoning: orNull(text),
  finishReason: orNull(text),
  answer: orNull(answer),
  verdict: orNull(verdict),
  judge: orNull(
    z.object({
      method: orNull(text),
      reason: orNull(text),
      version: orNull(text),
      flags: orNull(z.array(text)),
    }),
  ),
  value: orNull(z.number()),
  valueNumerator: orNull(z.union([z.number(), text])),
  valueDenominator: orNull(z.union([z.number(), text])),
  leaves: orNull(count),
  correctLeaves: orNull(count),
  label: orNull(label),
  localLabel: orNull(label),
  incomplete: orNull(z.boolean()),
  override: orNull(override),
  claim: orNull(z.enum(["correct", "incorrect"])),
  model: orNull(text),
  promptTokens: orNull(count),
  completionTokens: orNull(count),
  cachedPromptTokens: orNull(count),
  isEstimated: orNull(z.boolean()),
  costUsd: orNull(z.number().nonnegative()),
  latencyMs: orNull(z.number().nonnegative()),
  seed: orNull(z.int()),
  systemFingerprint: orNull(text),
  requestId: orNull(text),
  createdAt: orNull(time),
});
export type TreeLineNode = z.output<typeof TreeLineNode>;

const decision = z.object({
  chosenNodeId: text,
  rejectedNodeId: text,
  verdict: z.enum(["accept", "reject", "swap", "tie", "flag", "clear"]),
  author: orNull(text),
  reason: orNull(text),
  at: orNull(time),
  blind: orNull(z.boolean()),
  leftNodeId: orNull(text),
  bulk: orNull(z.boolean()),
  sample: orNull(DecisionSample),
  ms: orNull(count),
  settles: orNull(z.boolean()),
});

/** A part that failed for good; `reason` is what a person reads of it. */
const failure = z.object({
  path: text,
  role: text,
  reason: orNull(text),
  code: orNull(text),
  attempts: orNull(count),
  at: orNull(time),
});

/** What people said of the gold; `gold` of the line is the one that stands. */
const goldMark = z.object({
  kind: z.enum(["wrong", "cleared", "mended", "restored"]),
  goldBefore: text,
  goldAfter: text,
  author: orNull(text),
  reason: orNull(text),
  at: orNull(time),
});

/** A leaf of the run's blind sample: the judge's verdict when it was drawn, and what people said before they saw it. */
const sampledLeaf = z.object({
  nodeId: text,
  ordinal: count,
  verdict,
  words: orNull(z.array(z.object({ verdict: verdict.nullable(), author: text, at: orNull(time) }))),
});

const runJudge = z.object({
  judgeVersion: orNull(text),
  ruleVersion: orNull(count),
  rule: orNull(z.record(text, z.unknown())),
});

/** The blind sample that counts: its leaves and the words on them stand with their trees, as `sampled`. */
const sample = z.object({
  seed: z.int(),
  perVerdict: count,
  counts: z.object({ correct: count, incorrect: count, unknown: count }),
  nodesSeen: count,
  judge: orNull(runJudge),
  author: orNull(text),
  at: orNull(time),
});

/** What the tree has cost, failed attempts too. */
const usage = z.object({
  requests: count,
  retries: count,
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  costUsd: z.number().nonnegative(),
});

/** What of a run is neither its config nor in its trees. */
const run = z.object({
  name: orNull(text),
  isSimulated: orNull(z.boolean()),
  budget: orNull(
    z.object({
      usd: z.number().positive().optional(),
      tokens: z.int().positive().optional(),
      requests: z.int().positive().optional(),
    }),
  ),
  endpoints: orNull(z.array(z.record(text, z.unknown()))),
  mayHaveBeenCharged: orNull(count),
  judge: orNull(runJudge),
  sample: orNull(sample),
  startedAt: orNull(time),
  finishedAt: orNull(time),
});

/**
 * One line of a trees file, `malthouse.tree/1`: one tree with its question, nodes in path order, and the whole
 * history of overrides, decisions, marks of the gold and blind words on sampled leaves. Values and labels are there to
 * be read by others; an import works them out anew.
 */
export const TreeLine = z.object({
  schema: z.literal("malthouse.tree/1"),
  runId: orNull(text),
  treeId: orNull(text),
  index: orNull(count),
  protocol: z.string().min(1),
  status: orNull(z.enum(["waiting", "growing", "completed", "failed"])),
  questionId: orNull(text),
  question: z.string().min(1),
  gold: text,
  task: orNull(z.enum(tasks)),
  meta: orNull(z.record(text, z.unknown())),
  threshold: orNull(z.number().min(0).max(1)),
  unknownLeaves: orNull(z.enum(["incorrect", "exclude"])),
  incomplete: orNull(z.enum(["exclude", "include"])),
  configHash: orNull(text),
  config: orNull(z.record(text, z.unknown())),
  run: orNull(run),
  usage: orNull(usage),
  nodes: z.array(TreeLineNode),
  failures: orNull(z.array(failure)),
  overrides: orNull(z.array(override.extend({ nodeId: text }))),
  decisions: orNull(z.array(decision)),
  goldMarks: orNull(z.array(goldMark)),
  sampled: orNull(z.array(sampledLeaf)),
});
export type TreeLine = z.output<typeof TreeLine>;
