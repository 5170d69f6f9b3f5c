import { z } from "zod";
import { Iso } from "./common.ts";

/** What an endpoint is asked at once now. */
export const LimitNow = z.object({
  endpointId: z.string(),
  name: z.string(),
  limit: z
    .number()
    .int()
    .nullable()
    .describe("requests that may be in flight; null before anything was asked"),
  maxConcurrency: z.number().int(),
  inFlight: z.number().int(),
  ready: z.number().int().describe("sibling groups that wait for a place"),
  waitingUntil: Iso.nullable().describe("nothing is sent before; POST …/try-now ends the waiting"),
  waitingReason: z.string().nullable(),
  reason: z.string().nullable().describe("why the limit last moved"),
});
export type LimitNow = z.infer<typeof LimitNow>;

/** GET /api/endpoints/{id}/limit: how the limit moved since the server started. */
export const EndpointLimit = LimitNow.extend({
  requestsPerMinute: z.number().int().nullable(),
  tokensPerMinute: z.number().int().nullable(),
  told: z
    .object({ requests: z.number().nullable(), tokens: z.number().nullable() })
    .describe("limits of its own that the endpoint's headers tell, mostly a minute"),
  points: z
    .array(z.object({ at: Iso, limit: z.number().int(), reason: z.string() }))
    .describe("oldest first, at most 240; 0 while closed"),
});
export type EndpointLimit = z.infer<typeof EndpointLimit>;
