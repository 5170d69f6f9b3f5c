import { undoStep, viewHistory } from "@/lib/engine/audit/undo-audit.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { AuditUndo } from "@/lib/http/wire/audit.ts";

export const POST = handle(async (request, { runId = "" }) => {
  const { stepId, author } = await parseBody(request, AuditUndo);
  await undoStep(malthouse(), runId, stepId, { author });
  return reply({ items: await viewHistory(malthouse().store, runId, 50) });
});
