import { z } from "zod";
import { listOf } from "./common.ts";

/** Why no verdict can rest on a gold. */
export const GoldProblemName = z.enum([
  "empty",
  "too-large",
  "no-number",
  "no-formula",
  "not-a-choice",
  "pattern-misses",
  "no-list",
  "timeout",
  "failed",
]);
export type GoldProblemName = z.infer<typeof GoldProblemName>;

export const GoldProblemItem = z.object({
  questionId: z.string(),
  index: z.number().int(),
  line: z.number().int().nullable().describe("in the file; null for a data set from before lines were kept"),
  text: z.string(),
  gold: z.string(),
  problem: GoldProblemName,
});
export type GoldProblemItem = z.infer<typeof GoldProblemItem>;
export const GoldProblemList = listOf(GoldProblemItem);
