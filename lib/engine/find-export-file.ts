import { stat } from "node:fs/promises";
import path from "node:path";
import { getExport } from "../../db/queries/exports.ts";
import { MalthouseError } from "../core/errors.ts";
import type { Malthouse } from "./malthouse.ts";

export type ExportFile = {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** What it is saved as: format and recipe tell it from others. */
  readonly name: string;
};

/** The file of a finished export. Throws `not_found`, also where the file is gone, and `wrong_state` before it is built. */
export async function findExportFile(
  { store, folder }: Pick<Malthouse, "store" | "folder">,
  exportId: string,
): Promise<ExportFile> {
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
  const name = `malthouse-${String(recipe["format"])}-${recipeHash.slice(0, 8)}.zip`;
  return { path: file, size: found.size, name };
}
