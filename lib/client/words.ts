import type { WordsMerge } from "../http/wire/words.ts";
import { upload } from "./send.ts";

const shape = async () => (await import("../http/wire/words.ts")).WordsMerge;

function formOf(file: File): FormData {
  const form = new FormData();
  form.set("file", file);
  return form;
}

/** What merging a words file into a run would do; stores nothing. */
export const previewWords = (runId: string, file: File): Promise<WordsMerge> =>
  upload(`/api/runs/${runId}/words/preview`, formOf(file), shape);

/** Merges what people said elsewhere of the same run. */
export const mergeWords = (runId: string, file: File): Promise<WordsMerge> =>
  upload(`/api/runs/${runId}/words`, formOf(file), shape);
