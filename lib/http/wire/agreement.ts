import { z } from "zod";

const AgreementRow = z.object({
  between: z
    .tuple([z.string(), z.string().nullable()])
    .describe("two annotators by name, or one and null: the backed-up value; no name is an empty one"),
  role: z.string().nullable().describe("null: all roles"),
  margin: z
    .object({ from: z.number(), below: z.number().nullable() })
    .nullable()
    .describe("null: all margins; from is in, below is not"),
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

/** First words given blind in a random sample, one by one; coded by the side that the first of the two was shown. */
export const Agreement = z.object({ annotators: z.array(AgreementRow), credit: z.array(AgreementRow) });
export type Agreement = z.infer<typeof Agreement>;

/** `timed` decisions carry the time they took; `perHour` is how many of those an hour of such time holds. */
export const AnnotatorList = z.object({
  items: z.array(
    z.object({
      annotator: z.string().describe("no name is an empty one"),
      decisions: z.number().int().describe("words given one by one; bulk steps and undone ones left out"),
      timed: z.number().int(),
      medianMs: z.number().nullable(),
      perHour: z.number().nullable(),
    }),
  ),
});
export type AnnotatorItem = z.infer<typeof AnnotatorList>["items"][number];
