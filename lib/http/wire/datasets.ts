import { z } from "zod";
import { Iso, listOf, PageQuery, TaskName } from "./common.ts";

/** A data set made from rows in the request; files come as multipart/form-data instead. */
export const DatasetCreate = z.object({
  name: z.string().trim().min(1).max(200),
  task: TaskName.optional(),
  rows: z.array(z.unknown()).min(1).max(100_000),
});

export const RejectedLine = z.object({ line: z.number().int(), reason: z.string() });

export const Dataset = z.object({
  id: z.string(),
  name: z.string(),
  task: TaskName,
  questionCount: z.number().int(),
  rejected: z.array(RejectedLine).describe("at most the first 1,000"),
  rejectedCount: z.number().int(),
  sha256: z.string(),
  fileName: z.string().nullable(),
  isSimulated: z.boolean().describe("made by the simulator's problem generator"),
  runCount: z.number().int(),
  ruleVersion: z.number().int().nullable().describe("of the rule that counts; null: the task's own judge"),
  goldCheck: z
    .object({
      judgeVersion: z.string(),
      ruleVersion: z.number().int().nullable(),
      problems: z.number().int().describe("golds that could not be read"),
    })
    .nullable()
    .describe("by what the golds were read last; null: not yet"),
  createdAt: Iso,
});
export type Dataset = z.infer<typeof Dataset>;
export const DatasetList = listOf(Dataset);

export const DatasetQuestion = z.object({
  id: z.string(),
  index: z.number().int(),
  text: z.string(),
  gold: z.string(),
  meta: z.record(z.string(), z.unknown()),
});
export type DatasetQuestion = z.infer<typeof DatasetQuestion>;
export const QuestionList = listOf(DatasetQuestion).extend({ total: z.number().int() });
export const QuestionQuery = PageQuery.extend({ q: z.string().optional() });

/** What stands beside the file of an upload. */
export const DatasetFields = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  task: TaskName.optional(),
});
