import { getRun } from "@/db/queries/runs.ts";
import { listVoteTasks } from "@/db/queries/vote-tasks.ts";
import { viewVoteTask } from "@/lib/engine/votes/view-votes.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, PageQuery);
  await getRun(store, runId);
  return reply(await viewPage(await listVoteTasks(store, runId, query), viewVoteTask));
});
