import { getExport } from "@/db/queries/exports.ts";
import { listHubPushes } from "@/db/queries/hub.ts";
import { startPush } from "@/lib/engine/hub/push-export.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { viewHubPush } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";
import { HubPushPost } from "@/lib/http/wire/hub.ts";

export const GET = handle(async (request, { exportId = "" }) => {
  const { store } = malthouse();
  const { id } = await getExport(store, exportId);
  return reply(await viewPage(await listHubPushes(store, id, parseQuery(request, PageQuery)), viewHubPush));
});

export const POST = handle(async (request, { exportId = "" }) =>
  reply(viewHubPush(await startPush(malthouse(), exportId, await parseBody(request, HubPushPost))), 202),
);
