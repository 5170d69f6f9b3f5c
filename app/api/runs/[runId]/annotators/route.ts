import { getRun } from "@/db/queries/runs.ts";
import { timedWords } from "@/db/queries/timed-words.ts";
import { measurePace } from "@/lib/core/curation/measure-pace.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_request, { runId = "" }) => {
  const { store } = malthouse();
  await getRun(store, runId);
  return reply({ items: measurePace(await timedWords(store, runId)) });
});
