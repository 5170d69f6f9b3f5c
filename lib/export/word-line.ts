import { z } from "zod";
import { DecisionSample } from "./decision-sample.ts";
import { orNull } from "./or-null.ts";

const text = z.string();
const digest = text.regex(/^[0-9a-f]{64}$/, "is no SHA-256 in lower-case hexadecimal");
const place = {
  schema: z.literal("malthouse.words/1"),
  configHash: text,
  question: text.min(1),
  author: orNull(text.max(200)),
  reason: orNull(text.max(5000)),
  at: z.iso.datetime({ offset: true }),
};

/** An annotator's word on a pair; the nodes are named by place and text, since ids are each installation's own. */
const DecisionLine = z.object({
  ...place,
  kind: z.literal("decision"),
  chosenPath: text,
  rejectedPath: text,
  chosenSha256: digest,
  rejectedSha256: digest,
  verdict: z.enum(["accept", "reject", "swap", "tie", "flag", "clear"]),
  blind: orNull(z.boolean()),
  leftPath: orNull(text),
  bulk: orNull(z.boolean()),
  sample: orNull(DecisionSample),
  ms: orNull(z.int().min(0).max(2_147_483_647)),
  settles: orNull(z.boolean()),
});
export type DecisionLine = z.output<typeof DecisionLine>;

/** A person's verdict on a leaf; null took it away. */
const OverrideLine = z.object({
  ...place,
  kind: z.literal("override"),
  path: text,
  sha256: digest,
  verdict: z.enum(["correct", "incorrect", "unknown"]).nullable(),
});
export type OverrideLine = z.output<typeof OverrideLine>;

/** A line of a words file: what people said of a run, for another installation that holds the same run. */
export const WordLine = z.discriminatedUnion("kind", [DecisionLine, OverrideLine]);
export type WordLine = z.output<typeof WordLine>;
