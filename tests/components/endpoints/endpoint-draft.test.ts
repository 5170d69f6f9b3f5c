import { expect, test } from "vitest";
import { draftOfEndpoint, emptyPrice, toEndpointBody } from "../../../components/endpoints/endpoint-draft.ts";
import { type Endpoint, EndpointCreate, EndpointPatch } from "../../../lib/http/wire/endpoints.ts";

const stored: Endpoint = {
  id: "e1",
  name: "Lab",
  baseUrl: "http://localhost:8000/v1",
  hasKey: true,
  apiKeyEnv: null,
  maxConcurrency: 8,
  requestsPerMinute: null,
  tokensPerMinute: 9000,
  timeoutSeconds: 60,
  prices: { a: { promptPerMillion: 0.15, completionPerMillion: 0.6 }, b: { gpuHourUsd: 2 } },
  isSimulator: false,
  createdAt: "2026-01-01T00:00:00Z",
};

test("toEndpointBody(draftOfEndpoint(endpoint)) changes nothing, and never touches the stored key", () => {
  const body = EndpointPatch.parse(toEndpointBody(draftOfEndpoint(stored)));
  const { name, baseUrl, maxConcurrency, requestsPerMinute, tokensPerMinute, timeoutSeconds, prices } =
    stored;
  expect(body).toEqual({
    name,
    baseUrl,
    maxConcurrency,
    requestsPerMinute,
    tokensPerMinute,
    timeoutSeconds,
    prices,
  });
});

test("toEndpointBody(draft) sends one source of the key and clears the other", () => {
  const draft = draftOfEndpoint(stored);
  expect(toEndpointBody({ ...draft, keySource: "stored", apiKey: " secret " })).toMatchObject({
    apiKey: "secret",
    apiKeyEnv: null,
  });
  expect(toEndpointBody({ ...draft, keySource: "environment", apiKeyEnv: "THE_KEY" })).toMatchObject({
    apiKey: null,
    apiKeyEnv: "THE_KEY",
  });
  expect(toEndpointBody({ ...draft, keySource: "none" })).toMatchObject({ apiKey: null, apiKeyEnv: null });
});

test("toEndpointBody(draft) of a new endpoint is a body the server's own schema takes", () => {
  const draft = { ...draftOfEndpoint(null), name: "Mine", baseUrl: "http://localhost:1/v1" };
  const prices = [{ ...emptyPrice, model: "m", prompt: "0,1", cached: "0.05", completion: "1" }, emptyPrice];
  expect(EndpointCreate.parse(toEndpointBody({ ...draft, prices })).prices).toEqual({
    m: { promptPerMillion: 0.1, cachedPromptPerMillion: 0.05, completionPerMillion: 1 },
  });
});
