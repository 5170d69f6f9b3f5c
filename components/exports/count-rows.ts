import type { ExportPreview } from "@/lib/http/wire/exports.ts";

/** Rows of all kinds, roles and splits. */
export const countRows = (counts: ExportPreview["counts"]): number =>
  Object.values(counts)
    .flatMap(Object.values)
    .reduce((sum, { train, validation }) => sum + train + validation, 0);
