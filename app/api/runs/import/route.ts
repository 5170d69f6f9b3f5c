import { createReadStream } from "node:fs";
import { spool } from "@/lib/engine/add-dataset.ts";
import { importRun } from "@/lib/engine/import-run.ts";
import { viewRun } from "@/lib/engine/run-view.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { readUpload } from "@/lib/http/read-upload.ts";

const fileLimitBytes = 4 * 1024 ** 3;

export const POST = handle(async (request) => {
  const parts = malthouse();
  const { stored, fileName } = await readUpload(request, (bytes) =>
    spool(parts.folder, bytes, fileLimitBytes),
  );
  try {
    const run = await importRun(parts.store, createReadStream(stored.file), {
      fileName: fileName ?? "trees.jsonl",
    });
    return reply(await viewRun(parts, run), 201);
  } finally {
    await stored.remove();
  }
});
