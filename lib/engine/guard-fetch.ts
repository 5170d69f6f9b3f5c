import { checkAddress } from "./check-address.ts";
import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { EndpointFailure } from "./endpoint-failure.ts";
import { readErrorBody } from "./read-error-body.ts";

/** The client adds the operating system and whatever its environment variables name; an endpoint needs only these. */
const sentHeaders = ["accept", "content-type", "user-agent", "x-request-id"];

/**
 * A fetch for one endpoint: checks the address, sends its own key or none, follows no redirect, reads the whole
 * body, and rewrites errors of any shape into the one that the client reads. Rejects with EndpointFailure,
 * MalthouseError, or whatever `fetch` rejects with.
 */
export function guardFetch(access: EndpointAccess, fetch: Fetch): Fetch {
  return async (input, init) => {
    const url = checkAddress(String(input instanceof Request ? input.url : input));
    const offered = new Headers(init?.headers);
    const headers = new Headers();
    for (const name of sentHeaders) {
      const value = offered.get(name);
      if (value !== null) headers.set(name, value);
    }
    if (access.apiKey !== null) headers.set("authorization", `Bearer ${access.apiKey}`);
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400))
      throw redirected(url, response);
    if (response.ok) return response;
    const text = await response.text();
    return new Response(JSON.stringify({ error: errorOf(text) }), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

function redirected(url: URL, response: Response): EndpointFailure {
  const location = response.headers.get("location");
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : null;
  return new EndpointFailure({
    kind: "fatal_run",
    status: response.status,
    code: "redirected",
    message: `${url.host} redirects to ${target ? `${target.protocol}//${target.host}` : "another address"}. Malthouse follows no redirects: give the endpoint its final address.`,
  });
}

function errorOf(text: string): Record<string, unknown> {
  try {
    const error = readErrorBody(JSON.parse(text));
    if (error) return { message: error.message, code: error.code, type: error.type, param: error.param };
  } catch {
    // Not JSON: said as text below.
  }
  return { message: text };
}
