import { listTrees } from "@/db/queries/list-trees.ts";
import { getRun } from "@/db/queries/runs.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { prepareTreeSearch } from "@/lib/http/prepare-tree-search.ts";
import { viewTreeItems } from "@/lib/http/view-tree-items.ts";
import { TreesQuery } from "@/lib/http/wire/runs.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, TreesQuery);
  const run = await getRun(store, runId);
  await prepareTreeSearch(store, runId, query);
  const { items, nextCursor, total, matches } = await listTrees(store, runId, query);
  return reply({
    items: await viewTreeItems(store, run, items, query.text),
    nextCursor,
    total,
    ...(matches === null ? {} : { matches }),
  });
});
