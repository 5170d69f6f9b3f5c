import type { z } from "zod";
import { createCompleter } from "./complete.ts";
import { hash } from "./hash.ts";
import { handleModels } from "./handle-models.ts";
import { baseModels, type SimulatedModel } from "./models.ts";
import { createPace, waitByTimer, type Pace, type Wait } from "./pace.ts";
import { createRandom } from "./random.ts";
import { replyWhole, replyStreamed, type Choice, type Kind, type Reply } from "./reply.ts";
import { handleTraining } from "./training/handle-training.ts";
import type { Jobs } from "./training/jobs.ts";
import { openTraining, type Training } from "./training/open-training.ts";
import { createMemoryStore, type TrainingStore } from "./training/training-store.ts";
import { ChatRequest, errorResponse, TextRequest } from "./wire.ts";

export type SimulatorParts = {
  readonly models?: readonly SimulatedModel[];
  /** Completions a second of all paced models together; 0 = unpaced. */
  readonly pace?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Numbers in [0, 1): seeds of requests that bring none, and request ids. */
  readonly random: () => number;
  readonly wait?: Wait;
  /** Where files, jobs and tuned models are kept; left out: in memory. */
  readonly store?: TrainingStore;
};

export type Simulator = { readonly handle: (request: Request) => Promise<Response> };

/** One request in the terms of both addresses; `limit` in tokens. */
type Order = {
  readonly kind: Kind;
  readonly body: z.infer<typeof ChatRequest> | z.infer<typeof TextRequest>;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly limit: number;
};

const charactersPerToken = 4;
const bodyLimit = 8_000_000;
const tokensOf = (characters: number): number => Math.ceil(characters / charactersPerToken);

/**
 * An OpenAI-compatible server as a fetch handler: below /v1 models, chat/completions, completions, files and
 * fine_tuning/jobs, which train models of its own on uploaded files. One seed, model, prompt and temperature give one
 * text; `n` choices come from one stream, so that a smaller n is a beginning of a larger. Errors have OpenAI's shape;
 * 499 answers a caller who left.
 */
export function createSimulator({
  models = baseModels,
  pace: perSecond = 12,
  now,
  random,
  wait = waitByTimer,
  store = createMemoryStore(),
}: SimulatorParts): Simulator {
  const pace = createPace({ perSecond, now, wait });
  const seconds = (): number => Math.floor(now() / 1000);
  const created = seconds();
  let opening: Promise<Training> | null = null;
  const training = () => (opening ??= openTraining({ models, store, random, now: seconds }));

  const handle = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const address = /\/v1(\/.*)$/.exec(pathname)?.[1] ?? "";
    const parts = await training();
    const trained = await handleTraining(request, address, parts);
    if (trained) return trained;
    if (/^\/models(\/|$)/.test(address))
      return await handleModels(request.method, address, { models, created, jobs: parts.jobs });
    const isChat = address === "/chat/completions";
    if (!isChat && address !== "/completions") return errorResponse(404, `Nothing is served at ${pathname}.`);
    if (request.method !== "POST") return errorResponse(405, "Use POST here.");
    const text = await request.text();
    if (text.length > bodyLimit) return errorResponse(413, `The body is above ${bodyLimit} characters.`);
    const order = isChat ? readChat(text) : readText(text);
    if (order instanceof Response) return order;
    const model = modelOf(order.body.model, parts.jobs);
    if (!model) {
      return errorResponse(404, `The model "${order.body.model}" does not exist.`, {
        param: "model",
        code: "model_not_found",
      });
    }
    return await answer(order, model, request.signal);
  };

  const modelOf = (id: string, jobs: Jobs): SimulatedModel | undefined => {
    const tuned = jobs.models().find((model) => model.id === id);
    return tuned
      ? { id, canonicalId: id, weights: tuned.weights, isPaced: false }
      : models.find((model) => model.id === id);
  };

  const answer = async (order: Order, model: SimulatedModel, signal: AbortSignal): Promise<Response> => {
    const count = order.body.n ?? 1;
    if (!(await waitTurn(model.isPaced ? pace : null, count, signal)))
      return errorResponse(499, "The caller left.");
    const choices = sample(order, model, count, order.body.seed ?? Math.floor(random() * 2 ** 32));
    const promptTokens = tokensOf(order.messages.reduce((sum, { content }) => sum + content.length, 0));
    const completionTokens = choices.reduce((sum, choice) => sum + tokensOf(choice.text.length), 0);
    const reply: Reply = {
      kind: order.kind,
      id: `${order.kind === "chat" ? "chatcmpl" : "cmpl"}-maltsim${Math.floor(random() * 2 ** 48).toString(36)}`,
      created: Math.floor(now() / 1000),
      model: model.id,
      choices,
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        total_tokens: promptTokens + completionTokens,
      },
    };
    return order.body.stream
      ? replyStreamed(reply, order.body.stream_options?.include_usage ?? false)
      : replyWhole(reply);
  };

  return { handle };
}

/** False where the caller left before their turn. */
async function waitTurn(pace: Pace | null, count: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pace?.take(count, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

function sample(
  { body, messages, limit }: Order,
  model: SimulatedModel,
  count: number,
  seed: number,
): Choice[] {
  const temperature = body.temperature ?? 1;
  const texts = messages.map(({ role, content }) => [role, content]);
  const random = createRandom(hash(JSON.stringify([seed, model.canonicalId, temperature, texts])));
  const complete = createCompleter(messages, model.weights, temperature, random);
  return Array.from({ length: count }, () => cut(complete(), body.stop ?? [], limit * charactersPerToken));
}

/** Ends a text before the first stop string in it, then at the limit of characters. */
function cut(text: string, stops: readonly string[], limit: number): Choice {
  const ends = stops
    .filter((stop) => stop !== "")
    .map((stop) => text.indexOf(stop))
    .filter((at) => at >= 0);
  const stopped = text.slice(0, Math.min(text.length, ...ends));
  return stopped.length > limit
    ? { text: stopped.slice(0, limit), finishReason: "length" }
    : { text: stopped, finishReason: "stop" };
}

function readChat(text: string): Order | Response {
  const body = parse(text, ChatRequest);
  if (body instanceof Response) return body;
  return {
    kind: "chat",
    body,
    messages: body.messages,
    limit: body.max_completion_tokens ?? body.max_tokens ?? Infinity,
  };
}

function readText(text: string): Order | Response {
  const body = parse(text, TextRequest);
  if (body instanceof Response) return body;
  return {
    kind: "text",
    body,
    messages: [{ role: "user", content: body.prompt }],
    limit: body.max_tokens ?? Infinity,
  };
}

function parse<T extends z.ZodType>(text: string, schema: T): z.infer<T> | Response {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return errorResponse(400, "The body is not JSON.");
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const param = issue?.path.join(".") || null;
  return errorResponse(
    400,
    param === null ? "The body is not what this address takes." : `${param}: ${issue?.message}`,
    { param },
  );
}
