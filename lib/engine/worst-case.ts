import type { Spend } from "./budget.ts";
import type { CompletionRequest } from "./complete.ts";
import { costOf, type Price } from "./prices.ts";

const tokensOfFrame = 16;

/**
 * The most tokens that a text can be: a digit or mark each of its own, two letters of English at least a token, elsewhere
 * one a byte. Tokenizers do better on nearly everything; a cap must hold on the rest.
 */
function mostTokens(text: string): number {
  const others = text.replaceAll(/[A-Za-z ]/g, "");
  return Math.ceil((text.length - others.length) / 2) + Buffer.byteLength(others);
}

/** The most that a request can use: its prompt, and every sibling at the token limit. */
export function worstCase(request: CompletionRequest, price: Price | undefined): Spend {
  const promptTokens = request.messages.reduce(
    (sum, { content }) => sum + tokensOfFrame + mostTokens(content),
    0,
  );
  const completionTokens = request.n * request.maxTokens;
  return {
    usd: costOf({ promptTokens, completionTokens, cachedPromptTokens: null }, price),
    tokens: promptTokens + completionTokens,
    requests: 1,
  };
}
