import { z } from "zod";
import { Iso, listOf } from "./common.ts";

/** The recipe's own rules are in lib/export/recipe.ts; here only what comes back. */
export const ExportFile = z.object({
  path: z.string(),
  rows: z.number().int().nullable(),
  bytes: z.number().int(),
  sha256: z.string(),
});

export const Export = z.object({
  id: z.string(),
  status: z.enum(["building", "ready", "failed"]),
  progress: z.number().describe("0 to 1"),
  message: z.string().nullable().describe("why it failed and what to do"),
  recipe: z.record(z.string(), z.unknown()),
  recipeHash: z.string(),
  files: z.array(ExportFile),
  manifest: z.record(z.string(), z.unknown()).nullable(),
  runs: z.array(z.object({ id: z.string(), name: z.string() })),
  rows: z.number().int(),
  bytes: z.number().int().nullable(),
  createdAt: Iso,
});
export type Export = z.infer<typeof Export>;
export const ExportList = listOf(Export);
export const ExportCreated = z.object({ id: z.string() });

export const ExportPreview = z.object({
  counts: z.record(
    z.string(),
    z.record(z.string(), z.object({ train: z.number().int(), validation: z.number().int() })),
  ),
  dropped: z.record(z.string(), z.number().int()),
  samples: z.array(z.object({ file: z.string(), row: z.unknown() })),
  problems: z.array(z.object({ level: z.enum(["error", "warning"]), message: z.string() })),
  report: z.record(z.string(), z.unknown()),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

/** A recipe as it comes; the export folder's schema checks and fills it. */
export const ExportPost = z.record(z.string(), z.unknown());
