import { getExport } from "../../../db/queries/exports.ts";
import { changedFiles } from "../../core/compare/changed-files.ts";
import { diffFields } from "../../core/compare/diff-fields.ts";
import { diffProvenance } from "../../export/diff-provenance.ts";
import type { ExportDiff } from "../../http/wire/export-rows.ts";
import { findExportFile } from "../find-export-file.ts";
import type { Malthouse } from "../malthouse.ts";
import { openProvenance } from "./open-provenance.ts";
import { viewPlace } from "./view-place.ts";

/**
 * What the second of two finished exports has that the first has not, and the other way round: rows, fields of the
 * recipe, files. The first `limit` rows of each are told. Throws what findExportFile throws.
 */
export async function diffExports(
  parts: Pick<Malthouse, "store" | "folder">,
  [aId, bId]: readonly [string, string],
  { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal },
): Promise<ExportDiff> {
  const [a, b] = [await getExport(parts.store, aId), await getExport(parts.store, bId)];
  const [aFile, bFile] = [await findExportFile(parts, aId), await findExportFile(parts, bId)];
  const { counts, changes, added, removed, changed } = await diffProvenance({
    a: { open: () => openProvenance(aFile.path, signal), rows: a.rows },
    b: { open: () => openProvenance(bFile.path, signal), rows: b.rows },
    first: limit,
  });
  return {
    a: { id: a.id, recipeHash: a.recipeHash, createdAt: a.createdAt.toISOString(), rows: a.rows },
    b: { id: b.id, recipeHash: b.recipeHash, createdAt: b.createdAt.toISOString(), rows: b.rows },
    recipe: diffFields(a.recipe, b.recipe).flatMap(({ path, a: before, b: after, isSame }) =>
      isSame ? [] : [{ path, a: before, b: after }],
    ),
    files: changedFiles(a.files, b.files),
    counts: Object.fromEntries(Object.entries(counts).map(([kind, byRole]) => [kind, { ...byRole }])),
    changes: { ...changes },
    added: added.map(viewPlace),
    removed: removed.map(viewPlace),
    changed: changed.map((row) => ({ a: viewPlace(row.a), b: viewPlace(row.b), changes: [...row.changes] })),
  };
}
