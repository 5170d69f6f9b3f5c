import { getRun } from "@/db/queries/runs.ts";
import { viewMarked } from "@/lib/engine/audit/view-marked.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_request, { runId = "" }) => {
  const { id } = await getRun(malthouse().store, runId);
  return reply({ items: await viewMarked(malthouse().store, id) });
});
