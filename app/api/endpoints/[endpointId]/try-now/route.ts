import { tryEndpointNow } from "@/lib/engine/try-endpoint-now.ts";
import { viewLimit } from "@/lib/engine/view-limit.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

/** Answers with the limit as it stands after it. */
export const POST = handle(async (_, { endpointId = "" }) => {
  await tryEndpointNow(malthouse(), endpointId);
  return reply(await viewLimit(malthouse(), endpointId));
});
