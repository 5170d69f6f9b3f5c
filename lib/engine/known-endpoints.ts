import type { Store } from "../../db/client.ts";
import { createEndpoint, listEndpoints, patchEndpoint } from "../../db/queries/endpoints.ts";
import type { Settings } from "./malthouse.ts";

/** The built-in simulator's id in the contract. */
export const simulatorId = "simulator";

/** Fields of an endpoint that nobody filled in. */
export const endpointDefaults = {
  apiKey: null,
  apiKeyEnv: null,
  maxConcurrency: 32,
  requestsPerMinute: null,
  tokensPerMinute: null,
  timeoutSeconds: 600,
  prices: {},
} as const;

/** Keeps the simulator at this server's address and offers the environment's endpoint in a store without one. */
export async function keepKnownEndpoints(store: Store, { origin, firstEndpoint }: Settings): Promise<void> {
  const known = await listEndpoints(store);
  const baseUrl = `${origin}/simulator/v1`;
  if (known.some(({ id }) => id === simulatorId)) await patchEndpoint(store, simulatorId, { baseUrl });
  else
    await createEndpoint(store, {
      ...endpointDefaults,
      id: simulatorId,
      name: "Built-in simulator",
      baseUrl,
    });
  if (firstEndpoint && !known.some((endpoint) => endpoint.baseUrl === firstEndpoint.baseUrl))
    await createEndpoint(store, {
      ...endpointDefaults,
      name: new URL(firstEndpoint.baseUrl).host,
      ...firstEndpoint,
    });
}
