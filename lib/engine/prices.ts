import type { Usage } from "./usage.ts";

/** What a model costs in US dollars: by tokens, or by the hour of a machine of one's own. */
export type Price =
  | {
      readonly promptPerMillion: number;
      readonly cachedPromptPerMillion?: number | undefined;
      readonly completionPerMillion: number;
    }
  | { readonly gpuHourUsd: number };

const million = 1_000_000;

/**
 * US dollars for one request. Cached prompt tokens cost as much as others where the price names nothing else. 0 without
 * a price, and for a price by the hour: an hour is paid whether or not requests fill it, so it belongs to no request.
 */
export function costOf(
  usage: Pick<Usage, "promptTokens" | "completionTokens" | "cachedPromptTokens">,
  price: Price | undefined,
): number {
  if (!price || "gpuHourUsd" in price) return 0;
  const cached = usage.cachedPromptTokens ?? 0;
  return (
    ((usage.promptTokens - cached) * price.promptPerMillion +
      cached * (price.cachedPromptPerMillion ?? price.promptPerMillion) +
      usage.completionTokens * price.completionPerMillion) /
    million
  );
}
