import { queryOptions } from "@tanstack/react-query";
import {
  Endpoint,
  type EndpointCreate,
  EndpointList,
  type EndpointPatch,
  Probe,
} from "../http/wire/endpoints.ts";
import { EndpointLimit } from "../http/wire/limits.ts";
import { searchOf } from "./search-of.ts";
import { getJson, Nothing, sendJson } from "./send.ts";

export const endpointsQuery = () =>
  queryOptions({
    queryKey: ["endpoints", "list"],
    queryFn: ({ signal }) => getJson(`/api/endpoints${searchOf({ limit: 500 })}`, EndpointList, { signal }),
  });

/**
 * Asks the endpoint who it is: models, what it can do, how long it takes. A silent server is `ok: false`. With a model, what it
 * can do is tried too, which costs a few tokens.
 */
export const probe = (endpointId: string, signal?: AbortSignal, model?: string): Promise<Probe> =>
  sendJson("POST", `/api/endpoints/${endpointId}/probe${searchOf({ model })}`, undefined, Probe, { signal });

/** `probe` kept for ten minutes, so that a form can offer the models without asking each time. */
export const probeQuery = (endpointId: string) =>
  queryOptions({
    queryKey: ["endpoints", endpointId, "probe"],
    queryFn: ({ signal }) => probe(endpointId, signal),
    staleTime: 600_000,
    retry: false,
  });

/** How many requests an endpoint is asked at once, over time. */
export const limitQuery = (endpointId: string) =>
  queryOptions({
    queryKey: ["endpoints", endpointId, "limit"],
    queryFn: ({ signal }) => getJson(`/api/endpoints/${endpointId}/limit`, EndpointLimit, { signal }),
  });

/** Ends an endpoint's waiting for one request. */
export const tryNow = (endpointId: string): Promise<EndpointLimit> =>
  sendJson("POST", `/api/endpoints/${endpointId}/try-now`, undefined, EndpointLimit);

export const createEndpoint = (body: EndpointCreate): Promise<Endpoint> =>
  sendJson("POST", "/api/endpoints", body, Endpoint);

/** A field left out stays as it is, the key too. */
export const patchEndpoint = (endpointId: string, body: EndpointPatch): Promise<Endpoint> =>
  sendJson("PATCH", `/api/endpoints/${endpointId}`, body, Endpoint);

export const deleteEndpoint = (endpointId: string): Promise<null> =>
  sendJson("DELETE", `/api/endpoints/${endpointId}`, undefined, Nothing);
