import { getRun } from "@/db/queries/runs.ts";
import { decideMatching } from "@/lib/engine/curate/decide-matching.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { pairFilterOf } from "@/lib/http/pair-filter.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { BulkPost } from "@/lib/http/wire/pairs.ts";

export const POST = handle(async (request, { runId = "" }) => {
  const studio = malthouse();
  const { filter, ...word } = await parseBody(request, BulkPost);
  const run = await getRun(studio.store, runId);
  const { saved, step } = await decideMatching(
    studio,
    { ...pairFilterOf(run, filter), state: filter.state },
    word,
  );
  return reply({ saved, step: step.toISOString() });
});
