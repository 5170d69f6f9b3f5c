import * as z from "zod";
import { ByRole } from "./common.ts";
import { TreeStatus } from "./runs.ts";

/** One thing that was looked at, and what to do about it. */
export const RunCheck = z.object({
  code: z.string(),
  level: z
    .enum(["ok", "info", "warning", "error"])
    .describe("error: growing would pause or fail; warning: likely not meant"),
  message: z.string(),
  path: z.string().nullable().describe("the field of the run's request that it is about"),
});
export type RunCheck = z.infer<typeof RunCheck>;

/** POST /api/runs/check: nothing is stored, no completion is asked for. */
export const RunChecks = z.object({ checks: z.array(RunCheck) });
export type RunChecks = z.infer<typeof RunChecks>;

/** GET /api/runs/{id}/trial: the one tree, and what all of them would take if they were like it. */
export const RunTrial = z.object({
  treeId: z.string(),
  status: TreeStatus,
  question: z.string(),
  nodesDone: z.number().int(),
  nodesTotal: z.number().int(),
  requests: z.number().int(),
  retries: z.number().int(),
  promptTokens: z.number().int(),
  completionTokens: z.number().int(),
  costUsd: z.number(),
  seconds: z.number().nullable().describe("from the first request to the last answer"),
  leaves: z.number().int(),
  correctLeaves: z.number().int(),
  unknownLeaves: z.number().int().describe("leaves in which the judge finds no answer, or cannot tell"),
  identicalSiblings: ByRole.describe("nodes that say the same as an older sibling"),
  truncated: ByRole.describe("nodes cut at max_tokens"),
  failedParts: z.number().int(),
  whole: z
    .object({
      trees: z.number().int(),
      requests: z.number().int(),
      promptTokens: z.number().int(),
      completionTokens: z.number().int(),
      costUsd: z.number(),
      seconds: z.number(),
      basis: z.string(),
    })
    .nullable()
    .describe("the whole run, this tree included; null while it grows"),
  checks: z.array(RunCheck),
});
export type RunTrial = z.infer<typeof RunTrial>;
