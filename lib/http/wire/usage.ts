import * as z from "zod";

const tokens = z.number().int();

/** What a role has used; all sums hold `unkept` and `estimated`. */
export const RoleUsage = z.object({
  endpointId: z.string().nullable().describe("null for an import without a config"),
  model: z.string().nullable(),
  requests: z.number().int(),
  retries: z.number().int(),
  nodes: z.number().int(),
  promptTokens: tokens,
  completionTokens: tokens,
  cachedPromptTokens: tokens.describe("of promptTokens, as far as the endpoint tells"),
  estimatedTokens: tokens.describe("of both, those of answers without usage: counted as characters / 4"),
  unkeptTokens: tokens.describe("of both, those of answers that brought no node: empty, cut off, too late"),
  costUsd: z.number(),
  unkeptUsd: z.number(),
  machineUsd: z.number().describe("of costUsd, the share of machines priced by the hour"),
});
export type RoleUsage = z.infer<typeof RoleUsage>;
export const UsageByRole = z.record(z.string(), RoleUsage);

/** Time of a machine priced by the hour that a run owes. */
export const MachineTime = z.object({
  endpointId: z.string(),
  model: z.string(),
  seconds: z.number().describe("of the time in which the run grew; shared with other runs by tokens"),
  usd: z.number(),
});

export const RunUsage = z.object({
  byRole: UsageByRole,
  machines: z.array(MachineTime),
  requests: z.number().int(),
  retries: z.number().int(),
  promptTokens: tokens,
  completionTokens: tokens,
  costUsd: z.number(),
  mayHaveBeenCharged: z
    .object({ requests: z.number().int(), tokens, usd: z.number() })
    .describe("requests that broke off; tokens and dollars are the most they can have cost, in no other sum"),
  pairs: z.number().int(),
  acceptedPairs: z.number().int().describe("pairs that people accepted or swapped"),
  usdPerPair: z.number().nullable(),
  usdPerAcceptedPair: z.number().nullable(),
});
export type RunUsage = z.infer<typeof RunUsage>;
