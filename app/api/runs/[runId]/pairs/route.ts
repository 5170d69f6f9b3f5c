import { listPairs } from "@/db/queries/pairs.ts";
import { getRun } from "@/db/queries/runs.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { pairFilterOf } from "@/lib/http/pair-filter.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { viewPair } from "@/lib/http/views.ts";
import { PairsQuery } from "@/lib/http/wire/pairs.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, PairsQuery);
  const { state, sort, seed, cursor, limit } = query;
  const filter = pairFilterOf(await getRun(store, runId), query);
  const page = await listPairs(store, { ...filter, state, sort, seed, cursor, limit });
  return reply({ ...(await viewPage(page, viewPair)), total: page.total });
});
