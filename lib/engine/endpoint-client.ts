import OpenAI from "openai";
import { createTransport } from "./http-transport.ts";
import { guardFetch } from "./guard-fetch.ts";

export type EndpointAccess = {
  /** Ends before /chat/completions. */
  readonly baseUrl: string;
  readonly apiKey: string | null;
  /** How long an answer may keep us waiting for its first byte. A whole attempt may take twice as long. */
  readonly timeoutSeconds: number;
};

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const mostClients = 64;
const clients = new Map<string, OpenAI>();

/**
 * The client of an endpoint, the same one for the same access. It never retries, and takes nothing from the
 * environment: keys and headers meant for one endpoint do not go to another. Throws MalthouseError `invalid_request`
 * on an address that may not be called.
 */
export function endpointClient(access: EndpointAccess, fetch?: Fetch): OpenAI {
  if (fetch) return createClient(access, fetch);
  const key = JSON.stringify([access.baseUrl, access.apiKey, access.timeoutSeconds]);
  const known = clients.get(key);
  if (known) return known;
  const client = createClient(access, createTransport(access.timeoutSeconds * 1000));
  const [oldest] = clients.keys();
  if (clients.size >= mostClients && oldest !== undefined) clients.delete(oldest);
  clients.set(key, client);
  return client;
}

function createClient(access: EndpointAccess, fetch: Fetch): OpenAI {
  return new OpenAI({
    baseURL: access.baseUrl,
    apiKey: access.apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // Above the transport's own limits, so that those speak first and say what it was that took too long.
    timeout: access.timeoutSeconds * 2000 + 5000,
    logLevel: "off",
    fetch: guardFetch(access, fetch),
  });
}
