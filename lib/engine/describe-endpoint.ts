import type { EndpointAccess, Fetch } from "./endpoint-client.ts";
import { endpointClient } from "./endpoint-client.ts";
import type { ModelInfo } from "./list-models.ts";
import { listModels } from "./list-models.ts";
import { readServerVersion } from "./read-server-version.ts";

/** What a run keeps of an endpoint at its start, so that it can be repeated. Null where the server does not tell. */
export type EndpointRecord = {
  readonly endpointId: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly serverVersion: string | null;
  /** The repository or folder that is served under the model's name. */
  readonly modelRoot: string | null;
  readonly ownedBy: string | null;
  readonly maxModelLen: number | null;
  /** Sampling fields that the server may add unasked; for a person. */
  readonly generationConfigWarning: string | null;
};

const answerWithinMs = 5000;

/** Asks the server what it serves. Never throws, takes at most about 5 s. */
export async function describeEndpoint(
  access: EndpointAccess,
  { endpointId, model, fetch }: { endpointId: string; model: string; fetch?: Fetch },
): Promise<EndpointRecord> {
  const client = endpointClient({ ...access, timeoutSeconds: answerWithinMs / 1000 }, fetch);
  const [models, serverVersion] = await Promise.all([
    listModels(client, AbortSignal.timeout(answerWithinMs)).catch((): ModelInfo[] => []),
    readServerVersion(access, fetch),
  ]);
  const served = models.find(({ id }) => id === model);
  return {
    endpointId,
    baseUrl: access.baseUrl,
    model,
    serverVersion,
    modelRoot: served?.root ?? null,
    ownedBy: served?.ownedBy ?? null,
    maxModelLen: served?.maxModelLen ?? null,
    generationConfigWarning:
      served?.ownedBy === "vllm"
        ? "This server applies the model's generation_config.json (such as repetition_penalty or top_k) to what a request leaves out, unless it was started with --generation-config vllm."
        : null,
  };
}
