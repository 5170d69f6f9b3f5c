import { z } from "zod";

const AgreementRow = z.object({
  raters: z
    .tuple([z.string(), z.string().nullable()])
    .describe("two annotators by name, or one and null: the backed-up value; no name is an empty one"),
  role: z.string().nullable().describe("null: all roles"),
  n: z.number().int(),
  questions: z.number().int(),
  agreement: z.number().nullable().describe("share, 0 to 1"),
  kappa: z.number().nullable().describe("Cohen's; null where chance alone gives full agreement"),
  ci95: z
    .array(z.number())
    .length(2)
    .nullable()
    .describe("of κ, by a bootstrap over questions; null under ten of them"),
  prevalence: z.object({ left: z.number(), right: z.number(), tie: z.number() }),
});
export type AgreementRow = z.infer<typeof AgreementRow>;

/** First words given blind, one by one; coded by the side that the first of the two was shown. */
export const Agreement = z.object({ authors: z.array(AgreementRow), credit: z.array(AgreementRow) });
export type Agreement = z.infer<typeof Agreement>;
