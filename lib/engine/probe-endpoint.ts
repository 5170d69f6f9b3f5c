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
 * Asks an endpoint for its models, which costs nothing, and where a model is named what it can do, with four requests
 * of a few tokens. Never throws: a server that does not answer within 5 s is `ok: false` with the reason.
 */
export async function probeEndpoint(
  access: EndpointAccess,
  { model, fetch, now = () => performance.now() }: { model?: string; fetch?: Fetch; now?: () => number } = {},
): Promise<Probe> {
  const quick = { ...access, timeoutSeconds: Math.min(access.timeoutSeconds, answerWithinMs / 1000) };
  const startedAt = now();
  let models: ModelInfo[] = [];
  try {
    models = await listModels(endpointClient(quick, fetch), AbortSignal.timeout(answerWithinMs));
  } catch (error) {
    const failure = classifyFailure(error, { access, model: model ?? "" });
    // Some gateways list no models; one that is named may be there all the same.
    const isUnlisted = model !== undefined && (failure.status === 404 || failure.status === 405);
    if (!isUnlisted) return silent(failure.kind === "aborted" ? "No answer within 5 s." : failure.message);
  }
  const latencyMs = Math.round(now() - startedAt);
  const ids = models.map(({ id }) => id);
  const [serverVersion, tried] = await Promise.all([
    readServerVersion(access, fetch),
    model === undefined ? null : probeCapabilities(access, model, fetch),
  ]);
  return {
    ok: tried?.message === undefined || tried.message === null,
    models: ids,
    capabilities: tried?.capabilities ?? noCapabilities,
    latencyMs,
    message:
      tried?.message ??
      (ids.length === 0 && model === undefined
        ? "The endpoint lists no models. Type the model's name into the run."
        : null),
    serverVersion,
  };
}

/** The probe of an endpoint that cannot be asked, with the reason. */
export const silent = (message: string): Probe => ({
  ok: false,
  models: [],
  capabilities: noCapabilities,
  latencyMs: null,
  message,
  serverVersion: null,
});
