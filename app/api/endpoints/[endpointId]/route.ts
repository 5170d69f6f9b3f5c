import { getEndpoint } from "@/db/queries/endpoints.ts";
import { changeEndpoint, removeEndpoint } from "@/lib/engine/save-endpoint.ts";
import { handle, noContent, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { viewEndpoint } from "@/lib/http/views.ts";
import { EndpointPatch } from "@/lib/http/wire/endpoints.ts";

export const GET = handle(async (_, { endpointId = "" }) =>
  reply(viewEndpoint(await getEndpoint(malthouse().store, endpointId))),
);

export const PATCH = handle(async (request, { endpointId = "" }) =>
  reply(viewEndpoint(await changeEndpoint(malthouse(), endpointId, await parseBody(request, EndpointPatch)))),
);

export const DELETE = handle(async (_, { endpointId = "" }) => {
  await removeEndpoint(malthouse(), endpointId);
  return noContent();
});
