import { classifyFailure } from "./classify-failure.ts";
import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { endpointClient } from "./endpoint-client.ts";
import type { ModelInfo } from "./list-models.ts";
import { listModels } from "./list-models.ts";
import type { Capabilities } from "./probe-capabilities.ts";
import { noCapabilities, probeCapabilities } from "./probe-capabilities.ts";
import { readServerVersion } from "./read-server-version.ts";

/** What an endpoint tells of itself when a person asks; the HTTP contract's shape. */
export type Probe = {
  ok: boolean;
  models: string[];
  capabilities: Capabilities;
  latencyMs: number | null;
  message: string | null;
  serverVersion: string | null;
};

const answerWithinMs = 5000;

/**
 * Asks an endpoint for its models and, where one is known (named, or the only one listed), what it can do, with four
 * requests of a few tokens. Never throws: a server that does not answer within 5 s is `ok: false` with the reason.
 */
export async function probeEndpoint(
  access: EndpointAccess,
  { model, fetch, now = () => performance.now() }: { model?: string; fetch?: Fetch; now?: () => number } = {},
): Promise<Probe> {
  const quick = { ...access, timeoutSeconds: Math.min(access.timeoutSeconds, answerWithinMs / 1000) };
  const startedAt = now();
  let models: ModelInfo[];
  try {
    models = await listModels(endpointClient(quick, fetch), AbortSignal.timeout(answerWithinMs));
  } catch (error) {
    const failure = classifyFailure(error, { access, model: model ?? "" });
    const silent = {
      ok: false,
      models: [],
      capabilities: noCapabilities,
      latencyMs: null,
      serverVersion: null,
    };
    return { ...silent, message: failure.kind === "aborted" ? "No answer within 5 s." : failure.message };
  }
  const latencyMs = Math.round(now() - startedAt);
  const ids = models.map(({ id }) => id);
  const asked = model ?? (ids.length === 1 ? ids[0] : undefined);
  const [serverVersion, tried] = await Promise.all([
    readServerVersion(access, fetch),
    asked === undefined ? null : probeCapabilities(access, asked, fetch),
  ]);
  return {
    ok: tried?.message === undefined || tried.message === null,
    models: ids,
    capabilities: tried?.capabilities ?? noCapabilities,
    latencyMs,
    message:
      tried?.message ??
      (ids.length === 0 ? "The endpoint lists no models. Type the model's name into the run." : null),
    serverVersion,
  };
}
