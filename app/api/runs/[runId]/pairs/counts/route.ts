import { countPairs } from "@/db/queries/count-pairs.ts";
import { getRun } from "@/db/queries/runs.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { pairFilterOf } from "@/lib/http/pair-filter.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { PairsQuery } from "@/lib/http/wire/pairs.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, PairsQuery);
  return reply(await countPairs(store, pairFilterOf(await getRun(store, runId), query)));
});
