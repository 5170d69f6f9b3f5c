import type { Choice } from "./complete.ts";
import type { Usage } from "./usage.ts";

/** A node's share of its request; whole tokens. */
export type NodeUsage = Pick<Usage, "promptTokens" | "completionTokens" | "cachedPromptTokens">;

/**
 * Splits a whole number by weights (0 or more), largest remainders first, earlier parts on a tie: whole parts that add
 * up to it. Evenly where no weight is above 0; [] for no weights.
 */
export function splitByWeight(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum > 0 ? total * (weight / sum) : total / weights.length));
  const parts = exact.map((value) => Math.min(Math.floor(value), total));
  const order = exact
    .map((value, index) => [value - Math.floor(value), index] as const)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (let at = 0; left > 0 && order.length > 0; at = (at + 1) % order.length, left--) {
    const index = order[at]?.[1] ?? 0;
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts;
}

/**
 * One request's usage among the nodes it filled. Servers tell one sum for all choices: completion tokens go by the
 * tokens counted in each choice (`tokens`, by the server's own count or tokenizer), by length where one is not counted;
 * the prompt's, cached ones too, evenly. The shares add up to the request's usage, token by token: what choices
 * beyond those asked for, or empty ones, have cost is on those that were kept.
 */
export function splitUsage(
  usage: Usage,
  choices: readonly Pick<Choice, "text" | "reasoning">[],
  tokens: readonly (number | null)[],
): NodeUsage[] {
  const counted = choices.map((_, index) => tokens[index] ?? null);
  const lengths = choices.map(({ text, reasoning }) => 1 + text.length + (reasoning?.length ?? 0));
  const weights = counted.every((count) => count !== null) ? counted : lengths;
  const completionTokens = splitByWeight(usage.completionTokens, weights);
  const even = choices.map(() => 1);
  const promptTokens = splitByWeight(usage.promptTokens, even);
  // In the same order as the prompt's, so that no node has more cached tokens than prompt tokens.
  const cached = usage.cachedPromptTokens === null ? null : splitByWeight(usage.cachedPromptTokens, even);
  return choices.map((_, index) => ({
    promptTokens: promptTokens[index] ?? 0,
    completionTokens: completionTokens[index] ?? 0,
    cachedPromptTokens: cached === null ? null : (cached[index] ?? 0),
  }));
}
