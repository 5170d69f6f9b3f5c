import { getRun } from "@/db/queries/runs.ts";
import { deleteRun, patchRun } from "@/lib/engine/run-actions.ts";
import { viewRun } from "@/lib/engine/run-view.ts";
import { handle, noContent, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { RunPatch } from "@/lib/http/wire/runs.ts";

export const GET = handle(async (_, { runId = "" }) => {
  const parts = malthouse();
  return reply(await viewRun(parts, await getRun(parts.store, runId)));
});

export const PATCH = handle(async (request, { runId = "" }) => {
  const parts = malthouse();
  await patchRun(parts, runId, await parseBody(request, RunPatch));
  return reply(await viewRun(parts, await getRun(parts.store, runId)));
});

export const DELETE = handle(async (_, { runId = "" }) => {
  await deleteRun(malthouse(), runId);
  return noContent();
});
