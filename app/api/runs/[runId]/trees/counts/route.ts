import { countTreesByFilter } from "@/db/queries/list-trees.ts";
import { getRun } from "@/db/queries/runs.ts";
import { indexNew } from "@/db/search.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { TreesQuery } from "@/lib/http/wire/runs.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const { q, text } = parseQuery(request, TreesQuery);
  await getRun(store, runId);
  if (text) await indexNew(store, runId);
  return reply(await countTreesByFilter(store, runId, { q, text }));
});
