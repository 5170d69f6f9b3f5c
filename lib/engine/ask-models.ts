import { MalthouseError } from "../core/errors.ts";
import { classifyFailure } from "./classify-failure.ts";
import { type EndpointAccess, endpointClient } from "./endpoint-client.ts";
import { listModels, type ModelInfo } from "./list-models.ts";

const answerWithinMs = 5000;

/**
 * The models an endpoint lists, which costs nothing; null where it answers and lists none. Answers the reason instead
 * where it does not answer within 5 s, or its key cannot be had. Never throws.
 */
export async function askModels(
  accessOf: () => Promise<EndpointAccess>,
): Promise<{ readonly models: readonly ModelInfo[] | null } | { readonly reason: string }> {
  let access: EndpointAccess;
  try {
    access = await accessOf();
  } catch (error) {
    return { reason: error instanceof MalthouseError ? error.message : "Its key cannot be read." };
  }
  const quick = { ...access, timeoutSeconds: Math.min(access.timeoutSeconds, answerWithinMs / 1000) };
  try {
    const models = await listModels(endpointClient(quick), AbortSignal.timeout(answerWithinMs));
    return { models: models.length > 0 ? models : null };
  } catch (error) {
    const failure = classifyFailure(error, { access, model: "" });
    if (failure.status === 404 || failure.status === 405) return { models: null };
    return { reason: failure.kind === "aborted" ? "No answer within 5 s." : failure.message };
  }
}
