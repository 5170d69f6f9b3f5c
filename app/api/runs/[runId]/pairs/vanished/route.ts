import { getRun } from "@/db/queries/runs.ts";
import { listVanished } from "@/db/queries/vanished-pairs.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { viewPair } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  await getRun(store, runId);
  const page = await listVanished(store, runId, parseQuery(request, PageQuery));
  return reply({ ...(await viewPage(page, viewPair)), total: page.total });
});
