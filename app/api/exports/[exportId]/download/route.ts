import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { getExport } from "@/db/queries/exports.ts";
import { MalthouseError } from "@/lib/core/errors.ts";
import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { exportId = "" }) => {
  const { store, folder } = malthouse();
  const { id, status, recipe, recipeHash } = await getExport(store, exportId);
  if (status !== "ready")
    throw new MalthouseError("wrong_state", `The export is ${status}, so there is nothing to download.`);
  const file = path.join(/* turbopackIgnore: true */ folder, "exports", `${id}.zip`);
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  if (size === null)
    throw new MalthouseError(
      "not_found",
      "The file of this export is gone from the data folder. Build it again: the same recipe over the same data gives the same bytes.",
    );
  const name = `malthouse-${String(recipe["format"])}-${recipeHash.slice(0, 8)}.zip`;
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: {
      "content-type": "application/zip",
      "content-length": String(size),
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
});
