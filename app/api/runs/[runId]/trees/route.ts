import { listTrees } from "@/db/queries/list-trees.ts";
import { getRun } from "@/db/queries/runs.ts";
import { indexNew, searchTexts } from "@/db/search.ts";
import { machineCosts } from "@/lib/engine/machine-rates.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { viewTreeItem } from "@/lib/http/views.ts";
import { TreesQuery } from "@/lib/http/wire/runs.ts";

const hitsShown = 2000;

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, TreesQuery);
  const run = await getRun(store, runId);
  if (query.text) await indexNew(store, runId);
  const { items, nextCursor, total } = await listTrees(store, runId, query);
  const treeIds = items.map(({ id }) => id);
  const machines = await machineCosts(store, run, treeIds);
  const hits = query.text ? await searchTexts(store, runId, query.text, { limit: hitsShown, treeIds }) : null;
  return reply({
    items: items.map((item) => ({
      ...viewTreeItem({ ...item, costUsd: item.costUsd + (machines.get(item.id) ?? 0) }),
      ...(hits && {
        hits: hits
          .filter(({ treeId }) => treeId === item.id)
          .map(({ nodeId, snippet }) => ({ nodeId, snippet })),
      }),
    })),
    nextCursor,
    total,
  });
});
