import { markGold } from "@/lib/engine/audit/mark-gold.ts";
import { viewMarked } from "@/lib/engine/audit/view-marked.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { GoldMark } from "@/lib/http/wire/audit.ts";

export const POST = handle(async (request, { runId = "", questionId = "" }) => {
  await markGold(malthouse(), runId, questionId, await parseBody(request, GoldMark));
  return reply({ items: await viewMarked(malthouse().store, runId) });
});
