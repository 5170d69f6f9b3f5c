import type { Message } from "../core/tree.ts";
import type { Quirks } from "./quirks.ts";

export type CompletionRequest = {
  readonly messages: readonly Message[];
  /** Choices wanted, at least 1. Above 1 only while `quirks.n` is not "no". */
  readonly n: number;
  readonly model: string;
  readonly temperature: number;
  readonly topP: number;
  readonly maxTokens: number;
  /** Null sends none. */
  readonly seed: number | null;
  readonly stop: readonly string[];
  /** Further fields as the endpoint takes them. They win over ours; null takes a field out of the request. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  readonly api: "chat" | "completions";
};

/** What `extraBody` may not hold: the engine counts on these. */
export const reservedFields = ["model", "messages", "prompt", "n", "stream", "stream_options"] as const;

/**
 * The JSON body of a request. `n` and `seed` only where they say something, `stop` only where there is one,
 * `temperature` and `top_p` always, for a server's own defaults are not those of the next one; nothing that the endpoint
 * has refused.
 */
export function requestBody(
  request: CompletionRequest,
  { useMaxCompletionTokens, leftOut }: Quirks,
): Record<string, unknown> {
  const isChat = request.api === "chat";
  const body: Record<string, unknown> = {
    model: request.model,
    ...(isChat ? { messages: request.messages } : { prompt: plainPrompt(request) }),
    ...(request.n > 1 && { n: request.n }),
    temperature: request.temperature,
    top_p: request.topP,
    [isChat && useMaxCompletionTokens ? "max_completion_tokens" : "max_tokens"]: request.maxTokens,
    ...(request.seed !== null && { seed: request.seed }),
    ...(request.stop.length > 0 && { stop: request.stop }),
  };
  for (const [field, value] of Object.entries(request.extraBody)) {
    if ((reservedFields as readonly string[]).includes(field)) continue;
    if (value === null) delete body[field];
    else body[field] = value;
  }
  for (const field of leftOut) delete body[field];
  return body;
}

/** What a base model reads: the messages' texts, a blank line between them. */
const plainPrompt = ({ messages }: CompletionRequest): string =>
  messages.map(({ content }) => content).join("\n\n");

/** UTF-16 units of all messages, for an estimate of tokens. */
export const promptCharacters = ({ messages }: CompletionRequest): number =>
  messages.reduce((sum, { content }) => sum + content.length, 0);
