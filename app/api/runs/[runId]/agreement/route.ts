import { getRun } from "@/db/queries/runs.ts";
import { viewAgreement } from "@/lib/engine/curate/view-agreement.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_request, { runId = "" }) => {
  const { store } = malthouse();
  await getRun(store, runId);
  return reply(await viewAgreement(store, runId));
});
