import { createReadStream } from "node:fs";
import { spool } from "../engine/add-dataset.ts";
import { readWords } from "../export/read-words.ts";
import type { WordLine } from "../export/word-line.ts";
import { readUpload } from "./read-upload.ts";

const limitBytes = 256 * 1024 ** 2;

/** The lines of an uploaded words file. Throws what `readUpload` and `readWords` throw. */
export async function readWordsUpload(request: Request, folder: string): Promise<WordLine[]> {
  const { stored } = await readUpload(request, (bytes) => spool(folder, bytes, limitBytes));
  try {
    return await readWords(createReadStream(stored.file));
  } finally {
    await stored.remove();
  }
}
