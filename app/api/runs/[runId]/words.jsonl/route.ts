import { getRun } from "@/db/queries/runs.ts";
import { outgoingWords } from "@/lib/engine/words/outgoing-words.ts";
import { attachment } from "@/lib/http/attachment.ts";
import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { streamText } from "@/lib/http/stream-text.ts";

export const GET = handle(async (_request, { runId = "" }) => {
  const { store } = malthouse();
  const run = await getRun(store, runId);
  return new Response(streamText(outgoingWords(store, run)), {
    headers: {
      "content-type": "application/jsonl; charset=utf-8",
      ...attachment(`${run.name} words.jsonl`),
    },
  });
});
