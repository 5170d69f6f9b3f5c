import { isRecord } from "../core/is-record.ts";
import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { endpointClient } from "./endpoint-client.ts";

/** vLLM and SGLang answer at the first, Ollama at the second; both beside /v1, not below it. */
const places = ["/version", "/api/version"];
const answerWithinMs = 2000;

/** What a server tells of its own version; null where it tells nothing within 2 s. Never throws. */
export async function readServerVersion(access: EndpointAccess, fetch?: Fetch): Promise<string | null> {
  const root = access.baseUrl.replace(/\/+$/, "");
  if (!root.endsWith("/v1")) return null;
  const client = endpointClient(
    { ...access, baseUrl: root.slice(0, -"/v1".length), timeoutSeconds: answerWithinMs / 1000 },
    fetch,
  );
  for (const place of places) {
    const sent = await client
      .get<unknown>(place, { signal: AbortSignal.timeout(answerWithinMs) })
      .catch(() => null);
    if (isRecord(sent) && typeof sent["version"] === "string" && sent["version"] !== "")
      return sent["version"].slice(0, 200);
  }
  return null;
}
