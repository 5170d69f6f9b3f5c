import { expect, test } from "vitest";
import { unpricedModels } from "../../../components/runs/price-state.ts";
import type { Endpoint } from "../../../lib/http/wire/endpoints.ts";

const endpoint = (id: string, prices: Endpoint["prices"], isSimulator = false): Endpoint => ({
  id,
  name: id,
  baseUrl: "http://localhost:8000/v1",
  hasKey: false,
  apiKeyEnv: null,
  maxConcurrency: 1,
  requestsPerMinute: null,
  tokensPerMinute: null,
  timeoutSeconds: 60,
  prices,
  isSimulator,
  createdAt: "2026-01-01T00:00:00.000Z",
});

test("unpricedModels names a model once, and none that has a price or is simulated", () => {
  const endpoints = [endpoint("own", { paid: { gpuHourUsd: 2 } }), endpoint("toy", {}, true)];
  const uses = [
    { endpointId: "own", model: "paid" },
    { endpointId: "own", model: "other" },
    { endpointId: "own", model: "other" },
    { endpointId: "toy", model: "made-up" },
  ];
  expect(unpricedModels(uses, endpoints)).toEqual(["other"]);
});

test("unpricedModels counts the models of an endpoint that is gone", () => {
  expect(unpricedModels([{ endpointId: "gone", model: "m" }], [])).toEqual(["m"]);
});
