import { viewJudgeAgain } from "@/lib/engine/rejudge/view-judge-again.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { runId = "" }) => reply(await viewJudgeAgain(malthouse().store, runId)));
