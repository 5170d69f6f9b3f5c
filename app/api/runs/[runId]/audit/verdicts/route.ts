import { turnLeaves } from "@/lib/engine/audit/turn-leaves.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { AuditVerdicts } from "@/lib/http/wire/audit.ts";

export const POST = handle(async (request, { runId = "" }) => {
  const { action, effect } = await turnLeaves(malthouse(), runId, await parseBody(request, AuditVerdicts));
  return reply({ stepId: `turn_${action.id}`, leaves: action.changes.length, effect });
});
