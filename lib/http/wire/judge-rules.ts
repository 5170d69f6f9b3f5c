import { z } from "zod";
import { Iso } from "./common.ts";

const longestPattern = 500;

/** How many groups a regular expression captures; brackets in classes and escapes are none. */
function countGroups(pattern: string): number {
  const plain = pattern.replace(/\\[^]/g, "").replace(/\[[^\]]*\]/g, "");
  return plain.match(/\((?!\?)|\(\?<(?![=!])/g)?.length ?? 0;
}

/** What is wrong with a pattern in a person's words, or null. It is compiled and never run here. */
function describePattern(pattern: string, flags: string): string | null {
  try {
    new RegExp(pattern, `${flags}u`);
    return null;
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message.split(": ").at(-1) : null;
    return `No regular expression: ${reason?.toLowerCase() ?? "it cannot be read"}.`;
  }
}

const pattern = {
  pattern: z
    .string()
    .min(1)
    .max(longestPattern)
    .describe("JavaScript, compiled with the flag u; the last match counts"),
  flags: z.enum(["", "i", "m", "im"]).default(""),
  group: z.number().int().min(0).max(99).default(0).describe("0 is the whole match"),
};

type Pattern = { readonly pattern: string; readonly flags: string; readonly group: number };

function checkPattern(value: Pattern, context: z.RefinementCtx<Pattern>): void {
  const problem = describePattern(value.pattern, value.flags);
  const groups = problem === null ? countGroups(value.pattern) : 0;
  if (problem !== null)
    context.addIssue({ code: "custom", path: ["pattern"], message: problem, input: value.pattern });
  else if (value.group > groups)
    context.addIssue({
      code: "custom",
      path: ["group"],
      message:
        groups === 0
          ? "The pattern has no group. Put brackets round the answer, or take 0, the whole match."
          : `The pattern has ${groups} ${groups === 1 ? "group" : "groups"}.`,
      input: value.group,
    });
}

const decimal = z
  .string()
  .regex(/^\d{1,30}(?:\.\d{1,30})?$/, "Give a decimal of at least 0, such as 0.05.")
  .nullable()
  .default(null);

const exact = { kind: z.literal("exact") };
const folded = {
  kind: z.literal("folded"),
  ignoreCase: z.boolean().default(true),
  ignoreSpaces: z.boolean().default(true).describe("any run of white space counts as one space"),
  ignorePunctuation: z.boolean().default(true).describe("all but signs that are part of a number"),
};
const numeric = {
  kind: z.literal("numeric"),
  absolute: decimal.describe("largest difference that counts as equal; null: none"),
  relative: decimal.describe("likewise, as a share of the gold's size"),
};

/** How answer and gold compare once both are read. */
export const RuleComparison = z.discriminatedUnion(
  "kind",
  [z.object(exact), z.object(folded), z.object(numeric)],
  {
    error: "Use one of: exact, folded, numeric.",
  },
);
export type RuleComparison = z.infer<typeof RuleComparison>;

/** Where a rule reads the answer. */
export const RuleExtraction = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("task").describe("where the data set's task looks") }),
    z.object({ kind: z.literal("whole") }),
    z.object({ kind: z.literal("last_line") }),
    z.object({
      kind: z.literal("after"),
      marker: z
        .string()
        .min(1)
        .max(200)
        .refine((marker) => marker.trim() !== "", "Fill it in."),
    }),
    z.object({ kind: z.literal("regex"), ...pattern }).superRefine(checkPattern),
  ],
  { error: "Use one of: task, whole, last_line, after, regex." },
);
export type RuleExtraction = z.infer<typeof RuleExtraction>;

const extraction = RuleExtraction.default({ kind: "task" });

/** A data set's own way of judging: where the answer stands in a text, and what counts as equal to the gold. */
export const JudgeRule = z.discriminatedUnion(
  "kind",
  [
    z.object({ ...exact, extraction }),
    z.object({ ...folded, extraction }),
    z.object({ ...numeric, extraction }),
    z
      .object({
        kind: z.literal("regex"),
        ...pattern,
        readsGold: z.boolean().default(false).describe("whether the pattern reads the gold too"),
        compare: RuleComparison.default({ kind: "exact" }),
        extraction: RuleExtraction.default({ kind: "whole" }),
      })
      .superRefine(checkPattern),
    z.object({
      kind: z.literal("accepted"),
      list: z
        .discriminatedUnion("kind", [
          z.object({ kind: z.literal("json") }),
          z.object({ kind: z.literal("separator"), separator: z.string().min(1).max(20) }),
        ])
        .default({ kind: "separator", separator: "|" })
        .describe("how the gold lists the answers that will do"),
      compare: RuleComparison.default({
        kind: "folded",
        ignoreCase: true,
        ignoreSpaces: true,
        ignorePunctuation: true,
      }),
      extraction,
    }),
    z.object({
      kind: z.literal("f1"),
      threshold: z
        .string()
        .regex(/^(?:0\.\d{0,10}[1-9]\d{0,10}|1(?:\.0{1,10})?)$/, "Give a decimal above 0 and at most 1.")
        .default("0.8"),
      extraction,
    }),
  ],
  { error: "Use one of: exact, folded, numeric, regex, accepted, f1." },
);
export type JudgeRule = z.infer<typeof JudgeRule>;

/** By what a run or tree is judged. */
export const RunJudge = z.object({
  version: z.string().describe("of the judge when the run was made, or judged again"),
  ruleVersion: z
    .number()
    .int()
    .nullable()
    .describe("of the data set's rule; null where the task's judge judges"),
  rule: JudgeRule.nullable(),
});
export type RunJudge = z.infer<typeof RunJudge>;

export const RuleVersion = z.object({
  version: z.number().int(),
  rule: JudgeRule,
  note: z.string().nullable(),
  author: z.string().nullable(),
  createdAt: Iso,
  isCurrent: z.boolean().describe("new runs judge by it"),
  runs: z.array(z.object({ id: z.string(), name: z.string() })).describe("those that judge by it"),
});
export type RuleVersion = z.infer<typeof RuleVersion>;
export const RuleVersionList = z.object({ items: z.array(RuleVersion) }).describe("newest first");

/** A new version, which counts at once. */
export const RuleCreate = z.object({
  rule: JudgeRule,
  note: z.string().trim().max(2000).optional(),
  author: z.string().trim().max(200).optional(),
});
export type RuleCreate = z.input<typeof RuleCreate>;

/** Which version counts; null is the task's own judge. */
export const RuleChoice = z.object({ version: z.number().int().min(1).nullable() });
export type RuleChoice = z.input<typeof RuleChoice>;
