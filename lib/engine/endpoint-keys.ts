import type { Store } from "../../db/client.ts";
import { getEndpoint } from "../../db/queries/endpoints.ts";
import { MalthouseError } from "../core/errors.ts";
import type { EndpointAccess } from "./complete.ts";
import type { SecretBox } from "./secret-box.ts";

/** Keys of endpoints: sealed in the store or named in the environment, opened only to be sent. */
export type EndpointKeys = {
  seal(key: string): string;
  /** Throws `wrong_state` for what another key file sealed. */
  open(sealed: string): string;
  /** Throws `wrong_state` where the key cannot be had, saying what to do. */
  accessOf(endpointId: string): Promise<EndpointAccess>;
};

/** Keys of the endpoints in a store, sealed with `box`; those named in the environment are read at each call. */
export function createEndpointKeys(store: Store, box: SecretBox): EndpointKeys {
  return {
    seal: (key) => box.seal(key),
    open: (sealed) => box.open(sealed),
    async accessOf(endpointId) {
      const { name, baseUrl, apiKey, apiKeyEnv, timeoutSeconds } = await getEndpoint(store, endpointId);
      if (apiKey !== null) return { baseUrl, timeoutSeconds, apiKey: box.open(apiKey) };
      if (apiKeyEnv === null) return { baseUrl, timeoutSeconds, apiKey: null };
      const key = process.env[apiKeyEnv];
      if (key) return { baseUrl, timeoutSeconds, apiKey: key };
      throw new MalthouseError(
        "wrong_state",
        `The endpoint ${name} takes its key from ${apiKeyEnv}, which is not set. Set it and start Malthouse again, or enter a key.`,
      );
    },
  };
}
