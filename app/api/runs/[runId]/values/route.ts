import { valueBins } from "@/db/queries/nodes.ts";
import { getRun } from "@/db/queries/runs.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { viewBins } from "@/lib/http/view-bins.ts";

export const GET = handle(async (_, { runId = "" }) => {
  const { store } = malthouse();
  const run = await getRun(store, runId);
  return reply(viewBins(run, await valueBins(store, runId)));
});
