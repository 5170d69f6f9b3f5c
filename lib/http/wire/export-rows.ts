import { z } from "zod";
import { Iso, listOf } from "./common.ts";

/** What an export says of one of its rows. */
export const ExportRowPlace = z.object({
  file: z.string().describe("as in the zip"),
  row: z.number().int().describe("counts from 0 in the file"),
  kind: z.string(),
  role: z.string().nullable().describe("null for whole trees"),
  split: z.string().nullable(),
  runId: z.string(),
  treeId: z.string(),
  questionId: z.string().nullable(),
  nodeIds: z.array(z.string()).describe("chosen and rejected of a pair, a node a turn of a way"),
  values: z.array(z.number()),
  isPair: z.boolean(),
  decision: z.string().nullable(),
  labels: z.array(z.boolean()).nullable(),
});
export type ExportRowPlace = z.infer<typeof ExportRowPlace>;

export const ExportRow = z.object({
  place: ExportRowPlace,
  content: z
    .unknown()
    .describe("the row as it stands in its file; null for whole trees and very large files"),
});
export type ExportRow = z.infer<typeof ExportRow>;
export const ExportRowList = listOf(ExportRow);
export const ExportRowQuery = z.object({
  file: z.string().describe("a data file, as in the zip"),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const Side = z.object({
  id: z.string(),
  recipeHash: z.string(),
  createdAt: Iso,
  rows: z.number().int(),
});

export const ExportDiff = z.object({
  a: Side,
  b: Side,
  recipe: z
    .array(z.object({ path: z.string(), a: z.unknown(), b: z.unknown() }))
    .describe("fields that differ"),
  files: z.array(z.string()).describe("files whose bytes differ, or that only one has"),
  counts: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          added: z.number().int(),
          removed: z.number().int(),
          changed: z.number().int(),
          same: z.number().int(),
        }),
      ),
    )
    .describe("by kind and role; whole trees under the role of no name"),
  changes: z
    .object({
      decision: z.number().int(),
      turned: z.number().int(),
      split: z.number().int(),
      value: z.number().int(),
      label: z.number().int(),
    })
    .describe("rows of both by what has changed; a row may have several"),
  added: z.array(ExportRowPlace),
  removed: z.array(ExportRowPlace),
  changed: z.array(
    z.object({
      a: ExportRowPlace,
      b: ExportRowPlace,
      changes: z.array(z.enum(["decision", "turned", "split", "value", "label"])),
    }),
  ),
});
export type ExportDiff = z.infer<typeof ExportDiff>;
export const ExportDiffQuery = z.object({
  to: z.string().min(1).max(300).describe("the export to compare with"),
  limit: z.coerce.number().int().min(0).max(500).default(20).describe("rows told of each kind of difference"),
});

/** Where a node of a tree stands in finished exports. */
export const NodeInExport = z.object({
  exportId: z.string(),
  nodeId: z.string(),
  kind: z.string(),
  role: z.string().nullable(),
  split: z.string().nullable(),
  as: z.enum(["row", "chosen", "rejected", "turn"]),
  file: z.string(),
  row: z.number().int(),
});
export const TreeExports = z.object({
  exports: z
    .array(z.object({ id: z.string(), format: z.string(), recipeHash: z.string(), createdAt: Iso }))
    .describe("newest first, those that were looked through"),
  older: z.number().int().describe("older ones that were not"),
  items: z.array(NodeInExport),
});
export type TreeExports = z.infer<typeof TreeExports>;
