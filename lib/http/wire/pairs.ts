import { z } from "zod";
import { Id, Iso, listOf, PageQuery, Threshold } from "./common.ts";

export const DecisionVerdict = z.enum(["accept", "reject", "swap", "tie", "flag"]);
export type DecisionVerdict = z.infer<typeof DecisionVerdict>;
export const PairState = z
  .enum(["all", "undecided", "accepted", "rejected", "swapped", "tied", "flagged", "conflicts"])
  .describe("conflicts: annotators' current words differ and nobody has settled it");
export type PairState = z.infer<typeof PairState>;
export const PairSort = z.enum(["index", "disputed", "-margin", "margin", "near", "-length", "random"]);

/** A decimal as it stands in an address; an empty one is none, not 0. */
const decimal = z
  .string()
  .regex(/^(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i, "write a decimal from 0 to 1")
  .transform(Number)
  .pipe(z.number().min(0).max(1));
export const PairsQuery = PageQuery.extend({
  role: z.string().optional(),
  state: PairState.default("all"),
  minMargin: decimal.optional(),
  threshold: decimal.pipe(Threshold).optional(),
  questionId: z.string().optional(),
  treeId: z.string().optional(),
  nodeId: z.string().optional().describe("only the pairs that this node is in, on either side"),
  q: z.string().optional(),
  sort: PairSort.default("index").describe(
    "disputed: what people said against credit, widest gap first; near: to the threshold; random: a plain sample drawn by seed",
  ),
  seed: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
});

const Word = z.object({
  verdict: DecisionVerdict,
  author: z.string().nullable(),
  reason: z.string().nullable(),
  at: Iso,
  settles: z.boolean().describe("whether it settles what annotators differed on"),
});

export const PairItem = z.object({
  chosenNodeId: z.string(),
  rejectedNodeId: z.string(),
  role: z.string(),
  treeId: z.string(),
  questionId: z.string(),
  question: z.string(),
  chosenPath: z.string(),
  rejectedPath: z.string(),
  margin: z.number(),
  marginText: z.string(),
  chosenValue: z.number(),
  rejectedValue: z.number(),
  decision: Word.nullable(),
  isConflict: z.boolean(),
  words: z
    .array(Word)
    .describe("each annotator's current word and the settlement, earliest first, where they differ or did"),
});
export type PairItem = z.infer<typeof PairItem>;
export const PairList = listOf(PairItem).extend({
  total: z.number().int(),
});
/** Pairs by state under the same role, margin and threshold. */
export const PairCounts = z.record(z.string(), z.number().int());

/** A decision made in a queue drawn at random: what it was drawn of, and the pair's place in it where known. */
export const Sample = z.object({
  seed: z.number().int().min(0).max(2_147_483_647),
  ordinal: z.number().int().min(1).nullable(),
  role: z.string().max(100).nullable(),
  minMargin: z.number().min(0).max(1).nullable(),
});
export type Sample = z.infer<typeof Sample>;

export const DecisionsPost = z.object({
  decisions: z
    .array(
      z.object({
        chosenNodeId: Id,
        rejectedNodeId: Id,
        verdict: z.enum(["accept", "reject", "swap", "tie", "flag", "clear"]),
        reason: z.string().max(5000).optional(),
        author: z.string().max(200).optional(),
        blind: z.boolean().optional(),
        leftNodeId: Id.optional(),
        bulk: z.boolean().optional(),
        sample: Sample.optional().describe(
          "that the pair came from the random sample; agreement reads these",
        ),
        ms: z
          .number()
          .int()
          .min(0)
          .max(86_400_000)
          .optional()
          .describe("time from shown to decided, pauses left out"),
        settles: z.boolean().optional().describe("ends a conflict: exports take this word"),
      }),
    )
    .min(1)
    .max(10_000),
});
export type DecisionsPost = z.infer<typeof DecisionsPost>;
export const DecisionsSaved = z.object({ saved: z.number().int() });

/** One verdict for all pairs that a filter matches; refused where they are no longer as many as `expected`. */
export const BulkPost = z.object({
  filter: z.object({
    role: z.string().optional(),
    state: PairState.default("all"),
    minMargin: z.number().min(0).max(1).optional(),
    questionId: z.string().optional(),
    treeId: z.string().optional(),
    q: z.string().optional(),
  }),
  verdict: z.enum(["accept", "reject", "swap", "tie", "flag", "clear"]),
  expected: z.number().int().min(1),
  reason: z.string().max(5000).optional(),
  author: z.string().max(200).optional(),
});
export type BulkPost = z.infer<typeof BulkPost>;
/** `step` names the bulk step: its rows of the history have this `at`. */
export const BulkSaved = z.object({ saved: z.number().int(), step: Iso });
export const BulkUndo = z.object({ step: z.iso.datetime() });
/** `kept`: pairs that somebody has decided on since; their word stands. `step` takes the undoing back. */
export const BulkUndone = z.object({ restored: z.number().int(), kept: z.number().int(), step: Iso });

export const DecisionItem = z.object({
  id: z.string(),
  chosenNodeId: z.string(),
  rejectedNodeId: z.string(),
  verdict: z.enum(["accept", "reject", "swap", "tie", "flag", "clear"]),
  reason: z.string().nullable(),
  author: z.string().nullable(),
  blind: z.boolean().nullable(),
  leftNodeId: z.string().nullable(),
  bulk: z.boolean().nullable(),
  sample: Sample.nullable(),
  ms: z.number().int().nullable(),
  settles: z.boolean().nullable(),
  at: Iso,
});
export type DecisionItem = z.infer<typeof DecisionItem>;
export const DecisionList = listOf(DecisionItem);
