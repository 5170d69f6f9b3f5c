import { readyExportsOfRun } from "../../../db/queries/exports.ts";
import type { ExportRow } from "../../../db/rows.ts";
import { getTree } from "../../../db/queries/trees.ts";
import { MalthouseError } from "../../core/errors.ts";
import { readProvenanceLine, type ProvenanceLine } from "../../export/provenance-line.ts";
import { readZipFile } from "../../export/read-zip-file.ts";
import type { TreeExports } from "../../http/wire/export-rows.ts";
import { findExportFile } from "../find-export-file.ts";
import type { Malthouse } from "../malthouse.ts";

/** The newest exports of a run that are looked through, and how much of their provenance: a tree's page asks for this. */
const most = { exports: 20, bytes: 64 * 1024 * 1024 };

/**
 * In which finished exports the nodes of a tree stand, and as what. The exports themselves are read, which never change,
 * so nothing is kept beside them. Throws `not_found` for the tree; an export whose file is gone has no rows.
 */
export async function findTreeExports(
  parts: Pick<Malthouse, "store" | "folder">,
  treeId: string,
  signal?: AbortSignal,
): Promise<TreeExports> {
  const { runId } = await getTree(parts.store, treeId);
  const all = await readyExportsOfRun(parts.store, runId);
  const looked = all.slice(0, countLooked(all.map(({ files }) => provenanceBytes(files))));
  const items: TreeExports["items"] = [];
  for (const { id } of looked) {
    const zip = await findExportFile(parts, id).catch((error: unknown) => {
      if (error instanceof MalthouseError) return null;
      throw error;
    });
    if (zip === null) continue;
    for await (const line of linesOfTree(zip.path, treeId, signal)) items.push(...standingsOf(id, line));
  }
  return {
    exports: looked.map(({ id, recipe, recipeHash, createdAt }) => ({
      id,
      format: String(recipe["format"]),
      recipeHash,
      createdAt: createdAt.toISOString(),
    })),
    older: all.length - looked.length,
    items,
  };
}

const provenanceBytes = (files: ExportRow["files"]): number =>
  files.find(({ path }) => path === "provenance.jsonl")?.bytes ?? 0;

/** How many of the newest are looked through: the newest of all however large it is. */
export function countLooked(sizes: readonly number[]): number {
  let [count, bytes] = [0, 0];
  for (const size of sizes.slice(0, most.exports)) {
    bytes += size;
    if (count > 0 && bytes > most.bytes) break;
    count += 1;
  }
  return count;
}

function standingsOf(exportId: string, line: ProvenanceLine): TreeExports["items"] {
  const { kind, role, split, file, row, nodeIds, isPair } = line;
  return nodeIds.map((nodeId, at) => ({
    exportId,
    nodeId,
    kind,
    role,
    split,
    as: isPair ? (at === 0 ? "chosen" : "rejected") : nodeIds.length > 1 ? "turn" : "row",
    file,
    row,
  }));
}

const newline = 0x0a;

/** Whole blocks are looked through for the id before a line is parsed: nearly all are of other trees. */
async function* linesOfTree(
  zip: string,
  treeId: string,
  signal?: AbortSignal,
): AsyncGenerator<ProvenanceLine> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of (await readZipFile(zip, "provenance.jsonl")) ?? []) {
    if (signal?.aborted) throw new MalthouseError("not_ready", "This was broken off. Ask again.");
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = block.lastIndexOf(newline) + 1;
    rest = block.subarray(end);
    const whole = block.subarray(0, end);
    if (!whole.includes(treeId)) continue;
    for (const text of whole.toString("utf8").split("\n"))
      if (text.includes(treeId)) {
        const line = readProvenanceLine(text);
        if (line.treeId === treeId) yield line;
      }
  }
}
