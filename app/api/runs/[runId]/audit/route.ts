import { viewQueue } from "@/lib/engine/audit/view-queue.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { AuditQuery } from "@/lib/http/wire/audit.ts";

export const GET = handle(async (request, { runId = "" }) =>
  reply(await viewQueue(malthouse(), runId, parseQuery(request, AuditQuery))),
);
