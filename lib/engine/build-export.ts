import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Store } from "../../db/client.ts";
import { buildingExports, createExport, updateExport } from "../../db/queries/exports.ts";
import { promptIdsOfRun } from "../../db/queries/prompt-ids.ts";
import type { ExportRow, PromptIdsRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import type { Role } from "../core/tree.ts";
import type { WrittenExport } from "../export/finish-export.ts";
import { hasLimits } from "../export/limit-rows.ts";
import { previewExport as previewRows } from "../export/preview-export.ts";
import { hashRecipe } from "../export/recipe.ts";
import { writeExport } from "../export/write-export.ts";
import { sumChance } from "../export/report/sum-chance.ts";
import { treesFile, writeTrees } from "../export/write-trees.ts";
import type { ExportPreview } from "../http/wire/exports.ts";
import { candidatesOf } from "./candidates-of.ts";
import { checkRecipe, type ExportedRun, type ExportPlan } from "./check-recipe.ts";
import type { Log } from "./grower-core.ts";
import { outgoingTrees } from "./outgoing-trees.ts";
import { sameEachTime } from "./same-each-time.ts";
import { viewPlace } from "./shipped/view-place.ts";

export type ExportParts = {
  readonly store: Store;
  /** Where the zips lie; made when missing. */
  readonly folder: string;
  readonly log: Pick<Log, "error">;
};

type Build = { readonly done: Promise<void>; readonly stop: AbortController };

declare global {
  // Next bundles routes and instrumentation apart; builds started by the one are stopped by the other.
  var __malthouseExports: Map<string, Build> | undefined;
}

const builds = (globalThis.__malthouseExports ??= new Map<string, Build>());
const progressMs = 500;

/** Where the zip of an export lies once it is ready. */
export const exportFile = (folder: string, exportId: string): string => path.join(folder, `${exportId}.zip`);

/**
 * Checks a recipe, stores an export and builds it behind the answer: at its end it is ready with its zip in place, or
 * failed with a message for a person and no file. Throws what checkRecipe throws.
 */
export async function startExport(parts: ExportParts, body: unknown): Promise<ExportRow> {
  const plan = await checkRecipe(parts.store, body);
  await mkdir(parts.folder, { recursive: true, mode: 0o700 });
  const row = await createExport(parts.store, {
    recipe: plan.recipe,
    recipeHash: hashRecipe(plan.recipe),
    runs: plan.runs.map(({ row: { id, name } }) => ({ id, name })),
  });
  const stop = new AbortController();
  const done = build(parts, row.id, plan, stop.signal).finally(() => builds.delete(row.id));
  builds.set(row.id, { done, stop });
  return row;
}

/** Resolves once this process builds the export no longer, whatever became of it. */
export const exportSettled = async (exportId: string): Promise<void> => await builds.get(exportId)?.done;

/** Breaks off all exports under way and waits until their files are gone; they are failed then. */
export async function stopExports(): Promise<void> {
  const all = [...builds.values()];
  for (const { stop } of all) stop.abort(stopped);
  await Promise.all(all.map(({ done }) => done));
}

const stopped = new MalthouseError(
  "not_ready",
  "The server stopped while this export was being built. Export again.",
);

/**
 * What an export would hold, without storing or writing it. Throws what checkRecipe throws, and `not_ready`
 * once nobody waits for it any more.
 */
export async function previewExport(
  store: Store,
  body: unknown,
  signal?: AbortSignal,
): Promise<ExportPreview> {
  const { recipe, runs, unfinishedTrees, markedTrees } = await checkRecipe(store, body);
  const facts = runs.map((run) => run.facts);
  const onTree = async (): Promise<void> => {
    if (signal?.aborted) throw new MalthouseError("not_ready", "The preview was broken off. Ask again.");
  };
  const report = {
    recipe,
    recipeHash: hashRecipe(recipe),
    runs: facts,
    trees: runs.reduce((sum, { row }) => sum + row.treesTotal, 0),
    unfinishedTrees,
    chance: sumChance(facts),
  };
  if (recipe.format === "trees")
    return {
      counts: {},
      dropped: {},
      samples: await sampleTrees(store, runs),
      problems: [],
      checks: [],
      droppedExamples: {},
      report: { ...report, contents: null },
    };
  const { contents, ...preview } = await previewRows({
    recipe,
    runs: facts,
    unfinishedTrees,
    markedTrees,
    open: (draw) => candidatesOf(store, runs, recipe, draw, onTree),
  });
  return {
    ...preview,
    samples: preview.samples.map(({ file, row, place }) => ({ file, row, place: viewPlace(place) })),
    problems: [...preview.problems],
    droppedExamples: Object.fromEntries(
      Object.entries(preview.droppedExamples).map(([reason, some]) => [
        reason,
        some.map((one) => ({ ...one, nodeIds: [...one.nodeIds] })),
      ]),
    ),
    checks: preview.checks.map((check) => ({ ...check, lines: [...check.lines] })),
    report: { ...report, contents },
  };
}

/** The first tree of each file. */
async function sampleTrees(store: Store, runs: readonly ExportedRun[]): Promise<ExportPreview["samples"]> {
  const samples: ExportPreview["samples"] = [];
  for (const [index, { row }] of runs.entries())
    for await (const { line } of outgoingTrees(store, row)) {
      samples.push({ file: treesFile(index), row: JSON.parse(line), place: null });
      break;
    }
  return samples;
}

/** Marks exports as failed whose builder is gone, and removes what it left where `folder` is given. To be called at the start. */
export async function failAbandonedExports(store: Store, folder?: string): Promise<void> {
  for (const { id } of await buildingExports(store)) {
    if (builds.has(id)) continue;
    if (folder !== undefined)
      for (const ending of ["", ".part", ".files"])
        await rm(`${exportFile(folder, id)}${ending}`, { recursive: true, force: true });
    await updateExport(store, id, { status: "failed", message: stopped.message });
  }
}

/** Never rejects: whatever happens is told by the export's row. */
async function build(
  { store, folder, log }: ExportParts,
  id: string,
  plan: ExportPlan,
  signal: AbortSignal,
): Promise<void> {
  const target = exportFile(folder, id);
  try {
    const { files, manifest } = await write(store, id, plan, target, signal);
    await updateExport(store, id, {
      status: "ready",
      progress: 1,
      files,
      manifest,
      rows: files.reduce((sum, file) => sum + (file.path.startsWith("data/") ? (file.rows ?? 0) : 0), 0),
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    });
  } catch (error) {
    if (!(error instanceof MalthouseError)) log.error(error, "an export could not be built");
    try {
      await rm(target, { force: true });
      await updateExport(store, id, { status: "failed", message: messageOf(error) });
    } catch (second) {
      log.error(second, "a failed export could not be marked");
    }
  }
}

function messageOf(error: unknown): string {
  if (error instanceof MalthouseError) return error.message;
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOSPC") return "The disk is full. Free some space, then export again.";
  if (code === "EACCES" || code === "EROFS")
    return "The exports folder cannot be written. Check its rights, then export again.";
  return "The export could not be built. The reason is in the server's log; exporting again may help.";
}

async function sampledPrompts(
  store: Store,
  runs: readonly ExportedRun[],
  roles: readonly Role[],
): Promise<PromptIdsRow[]> {
  const all: PromptIdsRow[] = [];
  for (const { row } of runs) all.push(...(await promptIdsOfRun(store, row.id, roles)));
  return all;
}

async function write(
  store: Store,
  id: string,
  { recipe, runs, unfinishedTrees, markedTrees }: ExportPlan,
  target: string,
  signal: AbortSignal,
): Promise<WrittenExport> {
  const passes = recipe.format !== "trees" && hasLimits(recipe) ? 2 : 1;
  const total = passes * runs.reduce((sum, { row }) => sum + row.treesTotal, 0);
  let trees = 0;
  let told = performance.now();
  const onTree = async (): Promise<void> => {
    signal.throwIfAborted();
    trees += 1;
    if (performance.now() - told < progressMs) return;
    told = performance.now();
    await updateExport(store, id, { progress: Math.min(0.99, trees / total) });
  };
  const facts = runs.map((run) => run.facts);
  if (recipe.format !== "trees")
    return await writeExport({
      recipe,
      runs: facts,
      unfinishedTrees,
      markedTrees,
      sampledPrompts: await sampledPrompts(store, runs, recipe.roles),
      open: sameEachTime((draw) => candidatesOf(store, runs, recipe, draw, onTree)),
      target,
      signal,
    });
  const rowById = new Map(runs.map(({ row }) => [row.id, row]));
  return await writeTrees({
    recipe,
    runs: facts,
    open: (run) => {
      const row = rowById.get(run.id);
      if (!row) throw new Error(`run ${run.id} is not of this export`);
      return outgoingTrees(store, row, onTree);
    },
    target,
    signal,
  });
}
