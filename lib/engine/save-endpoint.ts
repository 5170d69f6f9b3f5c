import { createEndpoint, deleteEndpoint, patchEndpoint } from "../../db/queries/endpoints.ts";
import type { EndpointRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import type { EndpointCreate, EndpointPatch } from "../http/wire/endpoints.ts";
import { checkAddress } from "./check-address.ts";
import { endpointDefaults, simulatorId } from "./known-endpoints.ts";
import type { Malthouse } from "./malthouse.ts";

/** Stores an endpoint, its key sealed. Throws `invalid_request` for an address that is never called. */
export async function addEndpoint({ store, keys }: Malthouse, given: EndpointCreate): Promise<EndpointRow> {
  checkAddress(given.baseUrl);
  return await createEndpoint(store, {
    name: given.name,
    baseUrl: given.baseUrl,
    apiKey: given.apiKey ? keys.seal(given.apiKey) : null,
    apiKeyEnv: given.apiKeyEnv ?? endpointDefaults.apiKeyEnv,
    maxConcurrency: given.maxConcurrency ?? endpointDefaults.maxConcurrency,
    requestsPerMinute: given.requestsPerMinute ?? endpointDefaults.requestsPerMinute,
    tokensPerMinute: given.tokensPerMinute ?? endpointDefaults.tokensPerMinute,
    timeoutSeconds: given.timeoutSeconds ?? endpointDefaults.timeoutSeconds,
    prices: given.prices ?? endpointDefaults.prices,
  });
}

/** Changes what is given; a field left out stays, the key too. Growing runs go on under the new limits. */
export async function changeEndpoint(
  { store, keys, grower }: Malthouse,
  id: string,
  given: EndpointPatch,
): Promise<EndpointRow> {
  const { apiKey, ...fields } = given;
  if (fields.baseUrl !== undefined) {
    if (id === simulatorId)
      throw new MalthouseError(
        "invalid_request",
        "The built-in simulator lives in this server; its address cannot be changed.",
        {
          errors: [{ path: "baseUrl", message: "fixed for the simulator" }],
        },
      );
    checkAddress(fields.baseUrl);
  }
  const sealed = apiKey === undefined ? {} : { apiKey: apiKey ? keys.seal(apiKey) : null };
  const row = await patchEndpoint(store, id, { ...fields, ...sealed });
  // What the old key or address was told to wait for does not bind the new one.
  if (apiKey !== undefined || fields.apiKeyEnv !== undefined || fields.baseUrl !== undefined)
    grower.lanes.get(id)?.gate.tryNow();
  await grower.followEndpoint(id);
  return row;
}

/** Throws `wrong_state` for the simulator, and while an unfinished run uses the endpoint. */
export async function removeEndpoint({ store }: Malthouse, id: string): Promise<void> {
  if (id === simulatorId)
    throw new MalthouseError("wrong_state", "The built-in simulator is part of Malthouse and stays.");
  await deleteEndpoint(store, id);
}
