import { stat } from "node:fs/promises";
import path from "node:path";
import { getExport } from "@/db/queries/exports.ts";
import { MalthouseError } from "@/lib/core/errors.ts";
import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { sendFile } from "@/lib/http/send-file.ts";

export const GET = handle(async (request, { exportId = "" }) => {
  const { store, folder } = malthouse();
  const { id, status, recipe, recipeHash } = await getExport(store, exportId);
  if (status !== "ready")
    throw new MalthouseError("wrong_state", `The export is ${status}, so there is nothing to download.`);
  const file = path.join(/* turbopackIgnore: true */ folder, "exports", `${id}.zip`);
  const found = await stat(file).catch(() => null);
  if (found === null)
    throw new MalthouseError(
      "not_found",
      "The file of this export is gone from the data folder. Build it again: the same recipe over the same data gives the same bytes.",
    );
  return sendFile(request, {
    path: file,
    size: found.size,
    type: "application/zip",
    name: `malthouse-${String(recipe["format"])}-${recipeHash.slice(0, 8)}.zip`,
    tag: id,
  });
});
