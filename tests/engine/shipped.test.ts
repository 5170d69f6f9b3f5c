import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { saveDecisions } from "../../db/queries/decisions.ts";
import { getExport, listExports } from "../../db/queries/exports.ts";
import type { ExportRow } from "../../db/rows.ts";
import type { StandingVerdict } from "../../db/stored-types.ts";
import { exportSettled, startExport } from "../../lib/engine/build-export.ts";
import { diffExports } from "../../lib/engine/shipped/diff-exports.ts";
import { countLooked, findTreeExports } from "../../lib/engine/shipped/find-tree-exports.ts";
import { listExportRows } from "../../lib/engine/shipped/list-export-rows.ts";
import { ExportDiff, ExportRowList, TreeExports } from "../../lib/http/wire/export-rows.ts";
import { describeStores } from "../support/stores.ts";
import { configOf, plantRun } from "./plant-run.ts";

const folders: string[] = [];
const log = { error: (error: unknown) => expect.fail(String(error)) };

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-shipped-"));
  folders.push(folder);
  return folder;
}
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const config = configOf({ generator: 1, verifier: 3, refiner: 3 });
/** By hand: verifiers are worth 2/3, 1/3 and 0; pairs 1.1 over 1.2 and 1.3, and four of refiners. */
const uneven = { verdicts: [["cci", "cii", "iii"]] };

async function build(store: Store, folder: string, recipe: object): Promise<ExportRow> {
  const { id } = await startExport({ store, folder: path.join(folder, "exports"), log }, recipe);
  await exportSettled(id);
  return await getExport(store, id);
}

const decisionOf = (chosenNodeId: string, rejectedNodeId: string, verdict: StandingVerdict) => ({
  chosenNodeId,
  rejectedNodeId,
  verdict,
  reason: null,
  author: "Ada",
  blind: null,
  leftNodeId: null,
  bulk: null,
  at: new Date("2026-02-03T04:05:06.789Z"),
});

test("countLooked(sizes) takes the newest always, then up to 20 and 64 MB", () => {
  const mb = 1024 * 1024;
  expect([[], [900 * mb, 1], [40 * mb, 20 * mb, 20 * mb], Array(30).fill(1)].map(countLooked)).toEqual([
    0, 1, 2, 20,
  ]);
});

describeStores("finished exports", (open) => {
  test("diffExports tells rows that came, went and changed by a decision, and the recipe's fields that differ", async () => {
    const store = await open();
    const parts = { store, folder: await newFolder() };
    const { run, idOf, treeIds } = await plantRun(store, [uneven], { config });
    const recipe = { runIds: [run.id], format: "trl", kinds: ["dpo"] };
    const before = await build(store, parts.folder, recipe);
    await saveDecisions(store, run.id, [
      decisionOf(idOf(0, "1.1"), idOf(0, "1.2"), "swap"),
      decisionOf(idOf(0, "1.1"), idOf(0, "1.3"), "reject"),
    ]);
    const after = await build(store, parts.folder, { ...recipe, kinds: ["sft", "dpo"], format: "openrlhf" });
    const diff = await diffExports(parts, [before.id, after.id], { limit: 2 });
    expect(ExportDiff.parse(diff)).toEqual(diff);
    expect(diff.counts).toEqual({
      dpo: {
        verifier: { added: 0, removed: 1, changed: 1, same: 0 },
        refiner: { added: 0, removed: 0, changed: 0, same: 4 },
      },
      sft: {
        verifier: { added: 1, removed: 0, changed: 0, same: 0 },
        refiner: { added: 3, removed: 0, changed: 0, same: 0 },
      },
    });
    expect(diff.recipe.map(({ path: field }) => field).toSorted()).toEqual(["format", "kinds"]);
    expect(diff.added).toHaveLength(2);
    expect(diff.removed).toMatchObject([
      { treeId: treeIds[0], nodeIds: [idOf(0, "1.1"), idOf(0, "1.3")], decision: null },
    ]);
    expect(diff.changed).toMatchObject([
      { changes: ["decision", "turned"], a: { decision: null }, b: { decision: "swap" } },
    ]);
    expect(diff.changes).toEqual({ decision: 1, turned: 1, split: 0, value: 0, label: 0 });
    const none = await diffExports(parts, [after.id, after.id], { limit: 5 });
    expect([none.files, none.recipe, none.added, none.removed, none.changed]).toEqual([[], [], [], [], []]);
    await expect(diffExports(parts, [before.id, "none"], { limit: 1 })).rejects.toThrow("no export none");
    await rm(parts.folder, { recursive: true });
    await expect(diffExports(parts, [before.id, after.id], { limit: 1 })).rejects.toThrow("gone");
  });

  test("listExportRows gives each row with its place, page by page, of JSON lines and of Parquet alike", async () => {
    const store = await open();
    const parts = { store, folder: await newFolder() };
    const { run, idOf } = await plantRun(store, [uneven, uneven], { config });
    for (const [format, file] of [
      ["trl", "data/dpo_refiner_train.jsonl"],
      ["huggingface", "data/dpo_refiner/train-00000-of-00001.parquet"],
    ] as const) {
      const { id } = await build(store, parts.folder, { runIds: [run.id], format, kinds: ["sft", "dpo"] });
      const first = await listExportRows(parts, id, { file, limit: 5 });
      expect(ExportRowList.parse(first)).toEqual(first);
      const rest = await listExportRows(parts, id, { file, limit: 5, cursor: first.nextCursor ?? "" });
      const all = [...first.items, ...rest.items];
      expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([5, 3, null]);
      expect(all.map(({ place }) => place.row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(all[4]?.place.nodeIds).toEqual([idOf(1, "1.1.1"), idOf(1, "1.1.3")]);
      expect(all[4]?.content).toMatchObject({ chosen: [{ content: "refiner 1.1.1 of tree 1" }] });
      const refused = async (wanted: { file: string; cursor?: string }) =>
        await expect(listExportRows(parts, id, { limit: 5, ...wanted })).rejects.toMatchObject({
          code: wanted.cursor === undefined ? "not_found" : "malformed_request",
        });
      await refused({ file: "README.md" });
      await refused({ file: "../secrets.key" });
      await refused({ file, cursor: "x" });
    }
    const trees = await build(store, parts.folder, { runIds: [run.id], format: "trees" });
    const { items } = await listExportRows(parts, trees.id, { file: "data/trees_1.jsonl", limit: 5 });
    expect(items.map(({ place, content }) => [place.kind, place.nodeIds, content])).toEqual([
      ["trees", [], null],
      ["trees", [], null],
    ]);
  });

  test("findTreeExports says of each node of a tree in which exports it stands, and as what", async () => {
    const store = await open();
    const parts = { store, folder: await newFolder() };
    const { run, idOf, treeIds } = await plantRun(store, [uneven, uneven], { config });
    const other = await plantRun(store, [uneven], { config });
    const pairs = await build(store, parts.folder, {
      runIds: [run.id],
      format: "trl",
      kinds: ["dpo"],
      roles: ["verifier"],
    });
    const rows = await build(store, parts.folder, {
      runIds: [other.run.id, run.id],
      format: "trl",
      kinds: ["sft", "step"],
    });
    await build(store, parts.folder, { runIds: [other.run.id], format: "trl" });
    const found = await findTreeExports(parts, treeIds[1]!);
    expect(TreeExports.parse(found)).toEqual(found);
    expect(new Set(found.exports.map(({ id }) => id))).toEqual(new Set([pairs.id, rows.id]));
    const standing = (place: string) =>
      found.items
        .filter(({ nodeId }) => nodeId === idOf(1, place))
        .map(({ exportId, kind, as }) => [exportId === pairs.id ? "pairs" : "rows", kind, as].join(" "))
        .toSorted();
    expect(standing("1.1")).toEqual([
      "pairs dpo chosen",
      "pairs dpo chosen",
      "rows sft row",
      "rows step turn",
      "rows step turn",
      "rows step turn",
    ]);
    expect(standing("1.3.3")).toEqual(["rows step turn"]);
    expect(standing("1.2").slice(0, 1)).toEqual(["pairs dpo rejected"]);
    const listed = await listExports(store, { limit: 10, runId: run.id });
    expect(new Set(listed.items.map(({ id }) => id))).toEqual(new Set([pairs.id, rows.id]));
    expect((await listExports(store, { limit: 10, runId: "%" })).items).toEqual([]);
    await rm(parts.folder, { recursive: true });
    expect((await findTreeExports(parts, treeIds[1]!)).items).toEqual([]);
    await expect(findTreeExports(parts, "none")).rejects.toThrow("no tree none");
  });
});
