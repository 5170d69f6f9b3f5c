import { z } from "zod";

const textOf = z.union([
  z.string(),
  z
    .array(z.object({ type: z.literal("text", "only text parts are understood"), text: z.string() }))
    .transform((parts) => parts.map(({ text }) => text).join("")),
  z.null().transform(() => ""),
]);

const sampling = {
  model: z.string(),
  n: z.int().min(1).max(128).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string().transform((text) => [text]), z.array(z.string()).max(4)]).nullish(),
  max_tokens: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
};

/** What the chat address reads of a request; other fields of OpenAI's, top_p among them, are let through unread. */
export const ChatRequest = z.object({
  ...sampling,
  messages: z
    .array(
      z.object({
        role: z.enum(["system", "developer", "user", "assistant", "tool"]),
        content: textOf.default(""),
      }),
    )
    .min(1),
  max_completion_tokens: z.int().min(1).nullish(),
});

/** What the text address reads of a request: one prompt. */
export const TextRequest = z.object({
  ...sampling,
  prompt: z.union([z.string(), z.tuple([z.string()]).transform(([prompt]) => prompt)]),
});

/** OpenAI's error shape. */
export function errorResponse(
  status: number,
  message: string,
  { param = null, code = null }: { param?: string | null; code?: string | null } = {},
): Response {
  return Response.json({ error: { message, type: "invalid_request_error", param, code } }, { status });
}
