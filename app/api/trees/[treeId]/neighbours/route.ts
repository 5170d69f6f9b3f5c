import { neighboursInList } from "@/db/queries/tree-order.ts";
import { getTree } from "@/db/queries/trees.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { prepareTreeSearch } from "@/lib/http/prepare-tree-search.ts";
import { TreeSearchQuery } from "@/lib/http/wire/runs.ts";

export const GET = handle(async (request, { treeId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, TreeSearchQuery);
  const tree = await getTree(store, treeId);
  await prepareTreeSearch(store, tree.runId, query);
  return reply(await neighboursInList(store, tree, query));
});
