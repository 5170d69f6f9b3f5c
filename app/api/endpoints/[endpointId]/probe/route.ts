import { MalthouseError } from "@/lib/core/errors.ts";
import { probeEndpoint, silent } from "@/lib/engine/probe-endpoint.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { ProbeQuery } from "@/lib/http/wire/endpoints.ts";

/** Without `?model=` nothing is asked to complete, so the probe costs nothing. */
export const POST = handle(async (request, { endpointId = "" }) => {
  const { model } = parseQuery(request, ProbeQuery);
  try {
    const access = await malthouse().keys.accessOf(endpointId);
    return reply(await probeEndpoint(access, model === undefined ? {} : { model }));
  } catch (error) {
    // A key that is missing here is as good a reason for no answer as one that is wrong there.
    if (error instanceof MalthouseError && error.code === "wrong_state") return reply(silent(error.message));
    throw error;
  }
});
