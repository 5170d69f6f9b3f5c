import { getRun } from "@/db/queries/runs.ts";
import { viewHistory } from "@/lib/engine/audit/undo-audit.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { AuditHistoryQuery } from "@/lib/http/wire/audit.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { limit } = parseQuery(request, AuditHistoryQuery);
  const { id } = await getRun(malthouse().store, runId);
  return reply({ items: await viewHistory(malthouse().store, id, limit) });
});
