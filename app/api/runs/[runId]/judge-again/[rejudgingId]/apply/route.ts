import { applyRejudging } from "@/lib/engine/rejudge/rejudge-run.ts";
import { handleRejudging } from "@/lib/http/handle-rejudging.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { RejudgeApply } from "@/lib/http/wire/rejudgings.ts";

export const POST = handleRejudging(async (parts, { runId, rejudgingId }, request) => {
  const { author } = await parseBody(request, RejudgeApply);
  return await applyRejudging(parts, runId, rejudgingId, author);
});
