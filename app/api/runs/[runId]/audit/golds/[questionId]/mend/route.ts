import { mendGold } from "@/lib/engine/audit/mend-gold.ts";
import { viewMend } from "@/lib/engine/audit/view-marked.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { GoldMend } from "@/lib/http/wire/audit.ts";

export const POST = handle(async (request, { runId = "", questionId = "" }) =>
  reply(viewMend(await mendGold(malthouse(), runId, questionId, await parseBody(request, GoldMend)))),
);
