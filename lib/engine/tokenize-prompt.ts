import { isRecord } from "../core/is-record.ts";
import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { endpointClient } from "./endpoint-client.ts";
import type { CompletionRequest } from "./request-body.ts";

const answerWithinMs = 10_000;
/** More is no prompt of ours: answers are kept whole. */
const mostIds = 262_144;
/** Fields of a request that decide which tokens its messages become, as vLLM names them. */
const templateFields = [
  "add_generation_prompt",
  "add_special_tokens",
  "chat_template",
  "chat_template_kwargs",
  "continue_final_message",
  "tools",
] as const;

/**
 * The token ids that a server makes of a request's messages, by /tokenize beside /v1 in vLLM's shape; costs no
 * completion. "none" where it has no such address or answers with something else, "failed" where that is not to be
 * learnt now: no answer within 10 s, or an error of the server's own. Never throws.
 */
export async function tokenizePrompt(
  access: EndpointAccess,
  { model, messages, extraBody }: Pick<CompletionRequest, "model" | "messages" | "extraBody">,
  { signal, fetch }: { readonly signal?: AbortSignal; readonly fetch?: Fetch } = {},
): Promise<readonly number[] | "none" | "failed"> {
  const root = access.baseUrl.replace(/\/+$/, "");
  if (!root.endsWith("/v1")) return "none";
  const fields = templateFields.flatMap((field) => {
    const value = extraBody[field] ?? null;
    return value === null ? [] : [[field, value] as const];
  });
  const body = { model, messages, add_generation_prompt: true, ...Object.fromEntries(fields) };
  const limit = AbortSignal.timeout(answerWithinMs);
  try {
    const client = endpointClient({ ...access, baseUrl: root.slice(0, -"/v1".length) }, fetch);
    const sent = await client.post<unknown>("/tokenize", {
      body,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return readIds(sent) ?? "none";
  } catch (error) {
    const status = error instanceof Error && "status" in error ? error.status : null;
    const isRefused = typeof status === "number" && status >= 400 && status < 500 && status !== 429;
    return isRefused || error instanceof SyntaxError ? "none" : "failed";
  }
}

function readIds(sent: unknown): readonly number[] | null {
  const tokens = isRecord(sent) ? sent["tokens"] : null;
  if (!Array.isArray(tokens) || tokens.length === 0 || tokens.length > mostIds) return null;
  const ids: number[] = [];
  for (const token of tokens as readonly unknown[]) {
    if (typeof token !== "number" || !Number.isSafeInteger(token) || token < 0) return null;
    ids.push(token);
  }
  return ids;
}
