import type { Endpoint, EndpointCreate, Price } from "@/lib/http/wire/endpoints.ts";

/** A model's price as typed: per million tokens, or the dollars that its GPUs take in an hour. */
export type PriceDraft = {
  readonly model: string;
  readonly kind: "tokens" | "hour";
  readonly prompt: string;
  readonly cached: string;
  readonly completion: string;
  readonly gpuHour: string;
};

/** The endpoint form as typed. */
export type EndpointDraft = {
  readonly name: string;
  readonly baseUrl: string;
  /** "keep" leaves a stored key as it is. */
  readonly keySource: "none" | "stored" | "environment" | "keep";
  readonly apiKey: string;
  readonly apiKeyEnv: string;
  readonly maxConcurrency: string;
  readonly requestsPerMinute: string;
  readonly tokensPerMinute: string;
  readonly timeoutSeconds: string;
  readonly prices: readonly PriceDraft[];
};

export const emptyPrice: PriceDraft = {
  model: "",
  kind: "tokens",
  prompt: "",
  cached: "",
  completion: "",
  gpuHour: "",
};

function draftOfPrice([model, price]: readonly [string, Price]): PriceDraft {
  if ("gpuHourUsd" in price) return { ...emptyPrice, model, kind: "hour", gpuHour: String(price.gpuHourUsd) };
  return {
    ...emptyPrice,
    model,
    prompt: String(price.promptPerMillion),
    cached: price.cachedPromptPerMillion === undefined ? "" : String(price.cachedPromptPerMillion),
    completion: String(price.completionPerMillion),
  };
}

/** The form for a new endpoint, or filled in with one that is there. */
export function draftOfEndpoint(endpoint: Endpoint | null): EndpointDraft {
  const numberText = (value: number | null | undefined): string => (value ? String(value) : "");
  const keySource = endpoint?.apiKeyEnv ? "environment" : endpoint?.hasKey ? "keep" : "none";
  return {
    name: endpoint?.name ?? "",
    baseUrl: endpoint?.baseUrl ?? "",
    keySource,
    apiKey: "",
    apiKeyEnv: endpoint?.apiKeyEnv ?? "",
    maxConcurrency: numberText(endpoint?.maxConcurrency),
    requestsPerMinute: numberText(endpoint?.requestsPerMinute),
    tokensPerMinute: numberText(endpoint?.tokensPerMinute),
    timeoutSeconds: numberText(endpoint?.timeoutSeconds),
    prices: Object.entries(endpoint?.prices ?? {}).map(draftOfPrice),
  };
}

const readNumber = (text: string): number => Number(text.trim().replace(",", "."));

function priceOf(draft: PriceDraft): Price {
  if (draft.kind === "hour") return { gpuHourUsd: readNumber(draft.gpuHour) };
  return {
    promptPerMillion: readNumber(draft.prompt),
    completionPerMillion: readNumber(draft.completion),
    ...(draft.cached.trim() && { cachedPromptPerMillion: readNumber(draft.cached) }),
  };
}

/** The key as the server is to have it: a new one, a variable's name, none, or (left out) as it is. */
function keyFields({
  keySource,
  apiKey,
  apiKeyEnv,
}: EndpointDraft): Pick<EndpointCreate, "apiKey" | "apiKeyEnv"> {
  if (keySource === "keep") return {};
  if (keySource === "stored") return { apiKey: apiKey.trim(), apiKeyEnv: null };
  if (keySource === "environment") return { apiKey: null, apiKeyEnv: apiKeyEnv.trim() };
  return { apiKey: null, apiKeyEnv: null };
}

/** The request body of a form, for making and for changing an endpoint. What is no number is refused by the server. */
export function toEndpointBody(draft: EndpointDraft): EndpointCreate {
  const limit = (text: string): number | null => (text.trim() ? readNumber(text) : null);
  return {
    name: draft.name.trim(),
    baseUrl: draft.baseUrl.trim(),
    ...keyFields(draft),
    ...(draft.maxConcurrency.trim() && { maxConcurrency: readNumber(draft.maxConcurrency) }),
    requestsPerMinute: limit(draft.requestsPerMinute),
    tokensPerMinute: limit(draft.tokensPerMinute),
    ...(draft.timeoutSeconds.trim() && { timeoutSeconds: readNumber(draft.timeoutSeconds) }),
    prices: Object.fromEntries(
      draft.prices.filter((price) => price.model.trim()).map((price) => [price.model.trim(), priceOf(price)]),
    ),
  };
}
