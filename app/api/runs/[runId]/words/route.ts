import { mergeWords } from "@/lib/engine/words/merge-words.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { readWordsUpload } from "@/lib/http/read-words-upload.ts";

export const POST = handle(async (request, { runId = "" }) => {
  const studio = malthouse();
  return reply(await mergeWords(studio, runId, await readWordsUpload(request, studio.folder)));
});
