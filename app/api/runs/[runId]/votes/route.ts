import { getRun } from "@/db/queries/runs.ts";
import { listVotes } from "@/db/queries/votes.ts";
import { startVotes } from "@/lib/engine/votes/ask-votes.ts";
import { viewVote, viewVoteTask } from "@/lib/engine/votes/view-votes.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { VotesPost, VotesQuery } from "@/lib/http/wire/votes.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  const query = parseQuery(request, VotesQuery);
  await getRun(store, runId);
  return reply(await viewPage(await listVotes(store, runId, query), viewVote));
});

export const POST = handle(async (request, { runId = "" }) =>
  reply(viewVoteTask(await startVotes(malthouse(), runId, await parseBody(request, VotesPost))), 202),
);
