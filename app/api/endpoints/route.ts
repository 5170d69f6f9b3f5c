import { listEndpoints } from "@/db/queries/endpoints.ts";
import { addEndpoint } from "@/lib/engine/save-endpoint.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { viewEndpoint } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";
import { EndpointCreate } from "@/lib/http/wire/endpoints.ts";

/** People have a handful of endpoints: one page holds them all. */
export const GET = handle(async (request) => {
  parseQuery(request, PageQuery);
  return reply({ items: (await listEndpoints(malthouse().store)).map(viewEndpoint), nextCursor: null });
});

export const POST = handle(async (request) =>
  reply(viewEndpoint(await addEndpoint(malthouse(), await parseBody(request, EndpointCreate))), 201),
);
