import { estimateVotes } from "@/lib/engine/votes/estimate-votes.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { VotesPost } from "@/lib/http/wire/votes.ts";

export const POST = handle(async (request, { runId = "" }) =>
  reply(await estimateVotes(malthouse().store, runId, await parseBody(request, VotesPost))),
);
