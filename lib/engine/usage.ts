/** Tokens of one request over all its choices. */
export type Usage = {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** The part of `promptTokens` that a prefix cache served; null where the endpoint does not tell. */
  readonly cachedPromptTokens: number | null;
  /** Counted by us as characters / 4, for the endpoint sent no usage. */
  readonly isEstimated: boolean;
};

/** A text's tokens where no tokenizer is known: a quarter of its UTF-16 units, rounded up. */
export const estimateTokens = (characters: number): number => Math.ceil(characters / 4);

/** The usage of a response body; estimated from the lengths (in characters) where the body has none. */
export function readUsage(body: unknown, promptCharacters: number, completionCharacters: number): Usage {
  const usage = isRecord(body) && isRecord(body["usage"]) ? body["usage"] : {};
  const [prompt, completion] = [readCount(usage["prompt_tokens"]), readCount(usage["completion_tokens"])];
  const details = isRecord(usage["prompt_tokens_details"]) ? usage["prompt_tokens_details"] : {};
  const cached = readCount(details["cached_tokens"]) ?? readCount(usage["prompt_cache_hit_tokens"]);
  const promptTokens = prompt ?? estimateTokens(promptCharacters);
  return {
    promptTokens,
    completionTokens: completion ?? estimateTokens(completionCharacters),
    cachedPromptTokens: cached === null ? null : Math.min(cached, promptTokens),
    isEstimated: prompt === null || completion === null,
  };
}

/** PostgreSQL keeps a node's counts in 32 bits; what is above is no count of tokens. */
const largestCount = 2 ** 31 - 1;

function readCount(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value <= largestCount ? Math.round(value) : null;
}
import { isRecord } from "../core/is-record.ts";
