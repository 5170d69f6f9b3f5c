import { z } from "zod";

const Counts = z.object({
  new: z.number().int(),
  same: z.number().int().describe("here already"),
  conflicts: z
    .number()
    .int()
    .describe(
      "pairs that annotators would differ on and did not; leaves whose last verdicts differ: the later one counts",
    ),
});

/** What merging a words file does to a run. */
export const WordsMerge = z.object({
  decisions: Counts,
  overrides: Counts,
  notFound: z.object({
    otherRun: z.number().int().describe("lines of a run with another config"),
    question: z.number().int(),
    place: z.number().int().describe("no such nodes, or no siblings"),
    text: z.number().int().describe("other texts stand there: grown anew, not the same run"),
  }),
});
export type WordsMerge = z.infer<typeof WordsMerge>;
