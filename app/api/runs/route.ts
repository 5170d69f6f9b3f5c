import { listRuns } from "@/db/queries/runs.ts";
import { startRun } from "@/lib/engine/run-actions.ts";
import { viewRun } from "@/lib/engine/run-view.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { RunCreate, RunQuery } from "@/lib/http/wire/runs.ts";

export const GET = handle(async (request) => {
  const parts = malthouse();
  const page = await listRuns(parts.store, parseQuery(request, RunQuery));
  return reply(await viewPage(page, (run) => viewRun(parts, run)));
});

export const POST = handle(async (request) => {
  const parts = malthouse();
  const run = await startRun(parts, await parseBody(request, RunCreate));
  return reply(await viewRun(parts, run), 201);
});
