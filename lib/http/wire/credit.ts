import { z } from "zod";
import { VerdictName } from "./common.ts";
import { PairsQuery } from "./pairs.ts";

export const CreditQuery = PairsQuery.pick({ threshold: true });

export const MarginPairs = z.object({
  margin: z.number(),
  text: z.string().describe('as a fraction, "1/3"'),
  pairs: z.number().int(),
  reversed: z
    .number()
    .describe("estimated: of these pairs, how many whose chosen side is in truth the worse"),
});

export const RoleCredit = z.object({
  nodes: z.number().int(),
  positives: z.number().int(),
  pairs: z.number().int(),
  groups: z.number().int().describe("sibling groups"),
  mixedGroups: z.number().int().describe("of those the ones that give a pair"),
  expected: z
    .object({
      pairs: z.number().describe("if siblings were equal"),
      deviation: z.number().describe("one standard deviation of that number from run to run"),
      standardError: z.number().describe("of the number itself, where ways were drawn; else 0"),
    })
    .nullable()
    .describe("null for leaves: their value is their own verdict"),
  reversed: z.number().nullable().describe("estimated number of reversed pairs; null for leaves"),
  margins: z.array(MarginPairs).nullable().describe("by margin, rising; more than 12 of them by tenths"),
  stored: z.number().int().describe("all nodes of the role, those of unfinished trees too"),
  unknown: z
    .number()
    .int()
    .nullable()
    .describe("of those: unknown verdicts; null for a role that is not judged"),
  truncated: z.number().int().describe("of those: texts that ended at their token limit"),
  identical: z.number().int().describe("of those: texts that repeat a sibling's"),
});
export type RoleCredit = z.infer<typeof RoleCredit>;

const ByVerdict = z.record(VerdictName, z.number().int());

export const RunCredit = z.object({
  threshold: z.number(),
  trees: z.number().int().describe("finished ones, which these numbers are of"),
  leaves: z.number().int().describe("that enter a mean"),
  roles: z.record(z.string(), RoleCredit),
  variances: z
    .array(
      z.object({
        role: z.string().nullable().describe("null: the question"),
        variance: z.number().nullable().describe("null: cannot be told from the next level; may be below 0"),
        share: z.number().nullable().describe("of the sum of those above 0"),
      }),
    )
    .describe("of a leaf's outcome, nested"),
  corrections: z
    .object({
      from: z.string().describe("the role that answered first"),
      to: z.string().describe("the leaves' role"),
      counts: z.record(VerdictName, ByVerdict).describe("trajectories by both verdicts"),
    })
    .nullable(),
});
export type RunCredit = z.infer<typeof RunCredit>;
