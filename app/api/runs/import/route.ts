import { createReadStream } from "node:fs";
import { spool } from "@/lib/engine/add-dataset.ts";
import { importRun } from "@/lib/engine/import-run.ts";
import { importTrajectories } from "@/lib/engine/import-trajectories.ts";
import { isTreesFile } from "@/lib/engine/is-trees-file.ts";
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
    const given = { fileName: fileName ?? "trees.jsonl" };
    if (await isTreesFile(stored.file, given.fileName)) {
      const run = await importRun(parts.store, createReadStream(stored.file), given);
      return reply({ ...(await viewRun(parts, run)), imported: null }, 201);
    }
    const { run, report } = await importTrajectories(parts, stored.file, given);
    return reply({ ...(await viewRun(parts, run)), imported: report }, 201);
  } finally {
    await stored.remove();
  }
});
