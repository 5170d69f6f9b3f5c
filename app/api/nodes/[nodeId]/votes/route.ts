import { getNode } from "@/db/queries/nodes.ts";
import { votesOfNode } from "@/db/queries/votes.ts";
import { viewNodeVote } from "@/lib/engine/votes/view-votes.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";

export const GET = handle(async (request, { nodeId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, PageQuery);
  const { path } = await getNode(store, nodeId);
  return reply(await viewPage(await votesOfNode(store, nodeId, query), (row) => viewNodeVote(row, path)));
});
