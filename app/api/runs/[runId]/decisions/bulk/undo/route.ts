import { getRun } from "@/db/queries/runs.ts";
import { takeBackBulk } from "@/lib/engine/curate/take-back-bulk.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { BulkUndo } from "@/lib/http/wire/pairs.ts";

export const POST = handle(async (request, { runId = "" }) => {
  const studio = malthouse();
  const { step } = await parseBody(request, BulkUndo);
  await getRun(studio.store, runId);
  const undone = await takeBackBulk(studio, runId, new Date(step));
  return reply({ ...undone, step: undone.step.toISOString() });
});
