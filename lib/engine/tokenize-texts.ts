import { isRecord } from "../core/is-record.ts";
import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { endpointClient } from "./endpoint-client.ts";

const answerWithinMs = 2000;

/**
 * Tokens of texts by the server's own tokenizer, which vLLM, SGLang and llama.cpp offer at /tokenize beside /v1; costs
 * no completion. Null where the server has none, or does not answer within 2 s. Never throws.
 */
export async function tokenizeTexts(
  access: EndpointAccess,
  model: string,
  texts: readonly string[],
  fetch?: Fetch,
): Promise<number[] | null> {
  const root = access.baseUrl.replace(/\/+$/, "");
  if (!root.endsWith("/v1")) return null;
  const client = endpointClient({ ...access, baseUrl: root.slice(0, -"/v1".length) }, fetch);
  const count = async (text: string): Promise<number> => {
    // "prompt" is vLLM's and SGLang's field, "content" llama.cpp's; each leaves the other's alone.
    const body = { model, prompt: text, content: text, add_special_tokens: false };
    return readTokens(
      await client.post<unknown>("/tokenize", { body, signal: AbortSignal.timeout(answerWithinMs) }),
    );
  };
  try {
    const counts = await Promise.all(texts.map(count));
    return counts.every((tokens) => tokens > 0) ? counts : null;
  } catch {
    return null;
  }
}

/** 0 where the answer names no tokens. */
function readTokens(sent: unknown): number {
  if (!isRecord(sent)) return 0;
  const { count, tokens } = sent;
  if (typeof count === "number" && Number.isSafeInteger(count)) return count;
  return Array.isArray(tokens) ? tokens.length : 0;
}
