import { getRun } from "@/db/queries/runs.ts";
import { orderTrees } from "@/db/queries/tree-order.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { prepareTreeSearch } from "@/lib/http/prepare-tree-search.ts";
import { TreeSearchQuery } from "@/lib/http/wire/runs.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, TreeSearchQuery);
  await getRun(store, runId);
  await prepareTreeSearch(store, runId, query);
  return reply({ indexes: await orderTrees(store, runId, query) });
});
