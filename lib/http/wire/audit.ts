import { z } from "zod";
import { signalKinds } from "../../core/audit/signal-kinds.ts";
import { Iso, listOf, PageQuery, VerdictName } from "./common.ts";
import { RejudgingCounts } from "./rejudgings.ts";
import { OverrideView } from "./trees.ts";

export const SignalName = z.enum(signalKinds);
export type SignalName = z.infer<typeof SignalName>;
export const SuspectEffectName = z.enum(["labels", "pairs", "none"]);

export const TurnEffect = z
  .object({
    values: z.number().int(),
    labels: z.number().int(),
    pairsAdded: z.number().int(),
    pairsRemoved: z.number().int(),
  })
  .describe("values, labels above the leaf and pairs that would be others, under the run's threshold");
export type TurnEffect = z.infer<typeof TurnEffect>;

/** A stretch of a completion in pieces; "answer" is what the judge took, "gold" what looks like the gold. */
export const MarkedPieces = z.array(
  z.object({ text: z.string(), mark: z.enum(["answer", "gold"]).nullable() }),
);
export type MarkedPieces = z.infer<typeof MarkedPieces>;

export const AuditedLeaf = z.object({
  nodeId: z.string(),
  treeId: z.string(),
  questionId: z.string(),
  index: z.number().int().describe("the tree's place in the run, from 0"),
  path: z.string(),
  role: z.string(),
  question: z.string(),
  gold: z.string(),
  isGoldWrong: z.boolean().describe("somebody marked the gold as wrong"),
  answer: z.string().nullable().describe("as the judge took it"),
  verdict: VerdictName.nullable().describe("the judge's"),
  reason: z.string(),
  override: OverrideView.nullable(),
  pieces: MarkedPieces,
  signals: z
    .array(z.object({ kind: z.string(), weight: z.number().int(), detail: z.string() }))
    .describe("why it is suspect, strongest first; empty where it is not"),
  turnsTo: VerdictName.describe("what the verdict would be if the suspicion is right"),
  effect: TurnEffect.nullable(),
  alike: z.number().int().describe("suspects with the same gold, answer and verdict, itself among them"),
});
export type AuditedLeaf = z.infer<typeof AuditedLeaf>;

export const AuditQueue = listOf(AuditedLeaf).extend({
  total: z.number().int().describe("suspects in all, whatever the filter"),
  signals: z.record(z.string(), z.number().int()).describe("suspects by their strongest signal"),
  effects: z.object({ labels: z.number().int(), pairs: z.number().int(), none: z.number().int() }),
  leaves: z.number().int().describe("leaves of the run"),
  pending: z.number().int().describe("ended trees that are still being looked at"),
  goldsWrong: z.number().int().describe("trees of the run whose gold is marked wrong"),
});
export type AuditQueue = z.infer<typeof AuditQueue>;
export const AuditQuery = PageQuery.extend({
  signal: SignalName.optional(),
  effect: SuspectEffectName.optional(),
});

const author = z.string().trim().max(200).optional();
const reason = z.string().trim().max(5000).optional();

export const AuditVerdicts = z.object({
  nodeIds: z.array(z.string()).min(1).max(20_000),
  verdict: VerdictName,
  author,
  reason,
});
export type AuditVerdicts = z.input<typeof AuditVerdicts>;
export const AuditTurn = z.object({ stepId: z.string(), leaves: z.number().int(), effect: TurnEffect });
export type AuditTurn = z.infer<typeof AuditTurn>;

export const AlikeAsk = z.object({
  nodeId: z.string(),
  scope: z
    .enum(["question", "run"])
    .describe("in the same tree, or in all trees where one of them is suspect"),
  verdict: VerdictName,
});
export type AlikeAsk = z.input<typeof AlikeAsk>;
export const AlikeView = z.object({
  gold: z.string(),
  answer: z.string(),
  trees: z.number().int(),
  effect: TurnEffect,
  leaves: z.array(
    z.object({
      nodeId: z.string(),
      treeId: z.string(),
      index: z.number().int(),
      path: z.string(),
      role: z.string(),
    }),
  ),
});
export type AlikeView = z.infer<typeof AlikeView>;

export const AuditStep = z.object({
  id: z.string(),
  kind: z.enum(["verdict", "bulk", "undo", "gold-wrong", "gold-cleared", "gold-mended", "gold-restored"]),
  verdict: VerdictName.nullable(),
  leaves: z.number().int(),
  nodeId: z.string().nullable(),
  treeId: z.string().nullable(),
  questionId: z.string().nullable(),
  index: z.number().int().nullable(),
  path: z.string().nullable(),
  goldBefore: z.string().nullable(),
  goldAfter: z.string().nullable(),
  author: z.string().nullable(),
  reason: z.string().nullable(),
  at: Iso,
  isUndone: z.boolean(),
  canUndo: z.boolean(),
});
export type AuditStep = z.infer<typeof AuditStep>;
export const AuditHistory = z.object({ items: z.array(AuditStep) });
export const AuditHistoryQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) });
export const AuditUndo = z.object({ stepId: z.string(), author });

export const GoldMark = z.object({ isWrong: z.boolean(), author, reason });
export const GoldMend = z.object({ gold: z.string().trim().min(1).max(65_536), author, reason });
export const GoldPreview = GoldMend.pick({ gold: true });

export const MarkedQuestion = z.object({
  questionId: z.string(),
  treeId: z.string(),
  index: z.number().int(),
  question: z.string(),
  gold: z.string(),
  author: z.string().nullable(),
  reason: z.string().nullable(),
  at: Iso.nullable(),
});
export type MarkedQuestion = z.infer<typeof MarkedQuestion>;
export const MarkedQuestions = z.object({ items: z.array(MarkedQuestion) });

export const MendPreview = z.object({
  goldBefore: z.string(),
  goldAfter: z.string(),
  runs: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .describe("whose answers would be judged again"),
  counts: RejudgingCounts,
});
export type MendPreview = z.infer<typeof MendPreview>;

const Estimate = z
  .object({
    rate: z.number(),
    low: z.number(),
    high: z.number(),
    leaves: z.number().int().describe("decided leaves that it rests on"),
  })
  .nullable();
export const JudgeError = z.object({
  wronglyCorrect: Estimate.describe("of the leaves judged correct, the share that people find incorrect"),
  wronglyIncorrect: Estimate.describe("of the leaves judged incorrect, the share that people find correct"),
  unknownCorrect: Estimate.describe("of the leaves judged unknown, the share that people find correct"),
  falsePositiveRate: Estimate.describe("of all incorrect leaves, the share judged correct"),
  falseNegativeRate: Estimate.describe("of all correct leaves, the share not judged correct"),
  accuracy: Estimate.describe("of all leaves, the share that is correct"),
});
export type JudgeError = z.infer<typeof JudgeError>;

const Stratum = z.object({
  leaves: z.number().int().describe("of the run"),
  drawn: z.number().int(),
  correct: z.number().int(),
  incorrect: z.number().int(),
  undecided: z.number().int(),
});
export const SampleView = z.object({
  id: z.string(),
  seed: z.number().int(),
  perVerdict: z.number().int(),
  author: z.string().nullable(),
  createdAt: Iso,
  isStale: z.boolean().describe("the run grew or was judged again since it was drawn"),
  drawn: z.number().int(),
  decided: z.number().int().describe("leaves of which anybody has said a word"),
  annotators: z.array(z.string()),
  strata: z.object({ correct: Stratum, incorrect: Stratum, unknown: Stratum }),
  error: JudgeError,
});
export type SampleView = z.infer<typeof SampleView>;

/** A sampled leaf as it is judged blind: nothing of it tells the judge's word. */
export const BlindLeaf = z.object({
  nodeId: z.string(),
  treeId: z.string(),
  index: z.number().int(),
  path: z.string(),
  place: z.number().int().describe("in the sample, from 1"),
  question: z.string(),
  gold: z.string(),
  choices: z.array(z.object({ label: z.string(), text: z.string() })).nullable(),
  text: z.string(),
});
export type BlindLeaf = z.infer<typeof BlindLeaf>;

export const SampleState = z.object({
  sample: SampleView.nullable(),
  next: z.array(BlindLeaf).describe("leaves that this author has not judged, the next few"),
  left: z.number().int().describe("leaves that this author has not judged"),
});
export type SampleState = z.infer<typeof SampleState>;
export const SampleQuery = z.object({ author: z.string().trim().max(200).default("") });
export const SampleDraw = z.object({
  perVerdict: z.number().int().min(1).max(2000).default(100),
  seed: z.number().int().min(0).max(2_147_483_647).default(0),
  author,
});
export const BlindSay = z.object({
  nodeId: z.string(),
  verdict: VerdictName.nullable().describe(
    "null takes one's own word back; the leaf counts for nothing then",
  ),
  author: z.string().trim().max(200).default(""),
});
export const BlindSaid = z.object({
  nodeId: z.string(),
  said: VerdictName.nullable(),
  verdict: VerdictName.nullable().describe("the judge's, shown now"),
  reason: z.string(),
  answer: z.string().nullable(),
  override: OverrideView.nullable(),
});
export type BlindSaid = z.infer<typeof BlindSaid>;
