import { getEndpoint } from "../../db/queries/endpoints.ts";
import type { Malthouse } from "./malthouse.ts";

/** Ends the waiting of a closed gate for one request; an answer opens it on. Throws `not_found`. */
export async function tryEndpointNow({ store, grower }: Malthouse, endpointId: string): Promise<void> {
  await getEndpoint(store, endpointId);
  grower.lanes.get(endpointId)?.gate.tryNow();
  grower.pump();
}
