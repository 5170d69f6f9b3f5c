import { startRejudging } from "@/lib/engine/rejudge/rejudge-run.ts";
import { handleRejudging } from "@/lib/http/handle-rejudging.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { RejudgePreview } from "@/lib/http/wire/rejudgings.ts";

export const POST = handleRejudging(
  async (parts, { runId }, request) =>
    await startRejudging(parts, runId, await parseBody(request, RejudgePreview)),
);
