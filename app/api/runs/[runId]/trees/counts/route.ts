import { countTreesByFilter } from "@/db/queries/list-trees.ts";
import { getRun } from "@/db/queries/runs.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { prepareTreeSearch } from "@/lib/http/prepare-tree-search.ts";
import { TreeSearchQuery } from "@/lib/http/wire/runs.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const { filter: _, ...search } = parseQuery(request, TreeSearchQuery);
  await getRun(store, runId);
  await prepareTreeSearch(store, runId, search);
  return reply(await countTreesByFilter(store, runId, search));
});
