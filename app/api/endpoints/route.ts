import { listEndpointPage } from "@/db/queries/endpoints.ts";
import { addEndpoint } from "@/lib/engine/save-endpoint.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { viewEndpoint } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";
import { EndpointCreate } from "@/lib/http/wire/endpoints.ts";

export const GET = handle(async (request) =>
  reply(
    await viewPage(await listEndpointPage(malthouse().store, parseQuery(request, PageQuery)), viewEndpoint),
  ),
);

export const POST = handle(async (request) =>
  reply(viewEndpoint(await addEndpoint(malthouse(), await parseBody(request, EndpointCreate))), 201),
);
