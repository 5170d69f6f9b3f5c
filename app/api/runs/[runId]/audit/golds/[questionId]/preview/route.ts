import { planMend } from "@/lib/engine/audit/mend-gold.ts";
import { viewMend } from "@/lib/engine/audit/view-marked.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { GoldPreview } from "@/lib/http/wire/audit.ts";

export const POST = handle(async (request, { runId = "", questionId = "" }) => {
  const { gold } = await parseBody(request, GoldPreview);
  return reply(viewMend(await planMend(malthouse(), runId, questionId, gold)));
});
