import { z } from "zod";
import { Iso, listOf } from "./common.ts";

export const Price = z.union([
  z.object({
    promptPerMillion: z.number().min(0),
    cachedPromptPerMillion: z.number().min(0).optional(),
    completionPerMillion: z.number().min(0),
  }),
  z.object({ gpuHourUsd: z.number().min(0) }),
]);
export type Price = z.infer<typeof Price>;

const baseUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .describe("ends before /chat/completions, as the openai client takes it");

const fields = {
  name: z.string().trim().min(1).max(200),
  baseUrl,
  apiKey: z.string().max(5000).nullable().describe("kept encrypted; never returned"),
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .nullable()
    .describe("name of an environment variable that holds the key"),
  maxConcurrency: z.number().int().min(1).max(1024),
  requestsPerMinute: z.number().int().min(1).nullable(),
  tokensPerMinute: z.number().int().min(1).nullable(),
  timeoutSeconds: z.number().int().min(1).max(7200),
  prices: z.record(z.string(), Price),
};

export const EndpointCreate = z.object({
  name: fields.name,
  baseUrl,
  apiKey: fields.apiKey.optional(),
  apiKeyEnv: fields.apiKeyEnv.optional(),
  maxConcurrency: fields.maxConcurrency.optional(),
  requestsPerMinute: fields.requestsPerMinute.optional(),
  tokensPerMinute: fields.tokensPerMinute.optional(),
  timeoutSeconds: fields.timeoutSeconds.optional(),
  prices: fields.prices.optional(),
});
export type EndpointCreate = z.infer<typeof EndpointCreate>;
/** A field left out stays as it is, the key too. */
export const EndpointPatch = EndpointCreate.partial();
export type EndpointPatch = z.infer<typeof EndpointPatch>;

export const Endpoint = z.object({
  id: z.string(),
  name: z.string(),
  baseUrl: z.string(),
  hasKey: z.boolean(),
  apiKeyEnv: z.string().nullable(),
  maxConcurrency: z.number().int(),
  requestsPerMinute: z.number().int().nullable(),
  tokensPerMinute: z.number().int().nullable(),
  timeoutSeconds: z.number().int(),
  prices: z.record(z.string(), Price),
  isSimulator: z.boolean(),
  createdAt: Iso,
});
export type Endpoint = z.infer<typeof Endpoint>;
export const EndpointList = listOf(Endpoint);

export const Probe = z.object({
  ok: z.boolean(),
  models: z.array(z.string()),
  capabilities: z.object({
    n: z.boolean().nullable(),
    seed: z.boolean().nullable(),
    stream: z.boolean().nullable(),
    logprobs: z.boolean().nullable(),
  }),
  latencyMs: z.number().nullable(),
  message: z.string().nullable(),
  serverVersion: z.string().nullable().describe("what the server's /version told, if anything"),
});
export type Probe = z.infer<typeof Probe>;

/** With a model its capabilities are tried, which costs a few tokens. */
export const ProbeQuery = z.object({ model: z.string().max(500).optional() });
