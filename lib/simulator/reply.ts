/** Which of the two addresses is answered. */
export type Kind = "chat" | "text";

export type Choice = { readonly text: string; readonly finishReason: "stop" | "length" };

/** What both addresses answer with, before it is given a shape. */
export type Reply = {
  readonly kind: Kind;
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  readonly choices: readonly Choice[];
  readonly usage: Readonly<Record<"prompt_tokens" | "completion_tokens" | "total_tokens", number>>;
};

/** Changes when texts for a given seed do. */
const fingerprint = "maltsim-1";

const envelope = ({ id, created, model }: Reply, object: string): Record<string, unknown> => ({
  id,
  object,
  created,
  model,
  system_fingerprint: fingerprint,
});

/** The whole reply as one JSON body. */
export function replyWhole(reply: Reply): Response {
  const isChat = reply.kind === "chat";
  const choices = reply.choices.map(({ text, finishReason }, index) => ({
    index,
    ...(isChat ? { message: { role: "assistant", content: text, refusal: null } } : { text }),
    logprobs: null,
    finish_reason: finishReason,
  }));
  const object = isChat ? "chat.completion" : "text_completion";
  return Response.json({ ...envelope(reply, object), choices, usage: reply.usage });
}

/** The reply as server-sent events, some words at a time, choice after choice, ended by [DONE]. */
export function replyStreamed(reply: Reply, includesUsage: boolean): Response {
  const encoder = new TextEncoder();
  const events = eventsOf(reply, includesUsage);
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { value, done } = events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`data: ${value}\n\n`));
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

function* eventsOf(reply: Reply, includesUsage: boolean): Generator<string, void> {
  const isChat = reply.kind === "chat";
  const head = envelope(reply, isChat ? "chat.completion.chunk" : "text_completion");
  const event = (choices: readonly unknown[], usage: unknown = null): string =>
    JSON.stringify({ ...head, choices, ...(includesUsage ? { usage } : {}) });
  for (const [index, { text, finishReason }] of reply.choices.entries()) {
    const piece = (part: Record<string, string>, finish: string | null): string =>
      event([
        {
          index,
          ...(isChat ? { delta: part } : { text: part["content"] ?? "" }),
          logprobs: null,
          finish_reason: finish,
        },
      ]);
    if (isChat) yield piece({ role: "assistant", content: "" }, null);
    for (const [words] of text.matchAll(/(?:\S+\s*|\s+){1,6}/g)) yield piece({ content: words }, null);
    yield piece({}, finishReason);
  }
  if (includesUsage) yield event([], reply.usage);
  yield "[DONE]";
}
