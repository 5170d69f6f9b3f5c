import { estimateRun } from "@/lib/engine/estimate-run.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { RunCreate } from "@/lib/http/wire/runs.ts";

export const POST = handle(async (request) => {
  const { store, grower } = malthouse();
  return reply(await estimateRun(store, await parseBody(request, RunCreate), grower.lanes));
});
