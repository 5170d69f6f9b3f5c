import { getRejudging } from "@/db/queries/rejudgings.ts";
import { viewChanges } from "@/lib/engine/rejudge/view-changes.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { JudgeChangeQuery } from "@/lib/http/wire/rejudgings.ts";

export const GET = handle(async (request, { runId = "", rejudgingId = "" }) => {
  const { store } = malthouse();
  const { id } = await getRejudging(store, runId, rejudgingId);
  return reply(await viewChanges(store, id, parseQuery(request, JudgeChangeQuery)));
});
