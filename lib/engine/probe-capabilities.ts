import { isRecord } from "../core/is-record.ts";
import { classifyFailure } from "./classify-failure.ts";
import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { endpointClient } from "./endpoint-client.ts";

/** What an endpoint can do with one model; null where that was not to be learnt. */
export type Capabilities = {
  n: boolean | null;
  seed: boolean | null;
  stream: boolean | null;
  logprobs: boolean | null;
};

export const noCapabilities: Capabilities = { n: null, seed: null, stream: null, logprobs: null };

const answerWithinMs = 20_000;

/**
 * Four requests of a few tokens each. `seed` tells that the field is taken, not that it decides anything. `message` is
 * why the model answers not at all, else null. Never throws.
 */
export async function probeCapabilities(
  access: EndpointAccess,
  model: string,
  fetch?: Fetch,
): Promise<{ capabilities: Capabilities; message: string | null }> {
  const client = endpointClient(
    { ...access, timeoutSeconds: Math.min(access.timeoutSeconds, answerWithinMs / 1000) },
    fetch,
  );
  let firstRefusal: string | null = null;
  const messages = [{ role: "user", content: "Say yes." }];

  const ask = async (
    field: string,
    fields: Record<string, unknown>,
    isTaken: (body: unknown) => boolean,
  ): Promise<boolean | null> => {
    const body = { model, messages, ...fields };
    const post = (limit: Record<string, number>): Promise<unknown> =>
      client.post<unknown>("/chat/completions", {
        body: { ...body, ...limit },
        signal: AbortSignal.timeout(answerWithinMs),
      });
    try {
      return isTaken(
        await post({ max_tokens: 4 }).catch((error: unknown) => {
          if (classifyFailure(error, { access, model }).param !== "max_tokens") throw error;
          return post({ max_completion_tokens: 16 });
        }),
      );
    } catch (error) {
      const failure = classifyFailure(error, { access, model });
      if (failure.param === field) return false;
      firstRefusal ??= failure.message;
      return null;
    }
  };

  const [n, seed, stream, logprobs] = await Promise.all([
    ask("n", { n: 2, temperature: 1 }, (body) => choicesOf(body).length === 2),
    ask("seed", { seed: 1 }, (body) => choicesOf(body).length > 0),
    ask("stream", { stream: true }, (body) => typeof body === "string" && /^data:/m.test(body)),
    ask("logprobs", { logprobs: true }, (body) =>
      choicesOf(body).some((choice) => isRecord(choice) && isRecord(choice["logprobs"])),
    ),
  ]);
  const capabilities = { n, seed, stream, logprobs };
  const isSilent = Object.values(capabilities).every((capability) => capability === null);
  return { capabilities, message: isSilent ? firstRefusal : null };
}

const choicesOf = (body: unknown): unknown[] =>
  isRecord(body) && Array.isArray(body["choices"]) ? body["choices"] : [];
