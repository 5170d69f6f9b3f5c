import { cancelVotes } from "@/lib/engine/votes/ask-votes.ts";
import { viewVoteTask } from "@/lib/engine/votes/view-votes.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const POST = handle(async (_, { runId = "" }) =>
  reply(viewVoteTask(await cancelVotes(malthouse(), runId))),
);
