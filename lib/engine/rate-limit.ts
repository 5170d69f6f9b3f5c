import { readWait } from "./retry-delay.ts";

/** What the endpoint told of its limits in the headers of an answer; null where it kept quiet. */
export type RateLimit = {
  readonly limitRequests: number | null;
  readonly remainingRequests: number | null;
  readonly resetRequestsMs: number | null;
  readonly limitTokens: number | null;
  readonly remainingTokens: number | null;
  readonly resetTokensMs: number | null;
};

/** Reads `x-ratelimit-…` and `anthropic-ratelimit-…` headers. Never throws. */
export function readRateLimit(headers: Headers): RateLimit {
  const read = (part: string, of: string): string | null =>
    headers.get(`x-ratelimit-${part}-${of}`) ?? headers.get(`anthropic-ratelimit-${of}-${part}`);
  const date = headers.get("date");
  return {
    limitRequests: readCount(read("limit", "requests")),
    remainingRequests: readCount(read("remaining", "requests")),
    resetRequestsMs: readWait(read("reset", "requests"), date),
    limitTokens: readCount(read("limit", "tokens")),
    remainingTokens: readCount(read("remaining", "tokens")),
    resetTokensMs: readWait(read("reset", "tokens"), date),
  };
}

function readCount(text: string | null): number | null {
  if (text === null || text.trim() === "") return null;
  const count = Number(text);
  return Number.isFinite(count) ? count : null;
}
