import { rm } from "node:fs/promises";
import type { Candidate } from "./candidate.ts";
import { writeCard } from "./card.ts";
import { finishExport, type WrittenExport } from "./finish-export.ts";
import { checkPrompt } from "./formats/check-prompt.ts";
import type { DataFile, RowFormat } from "./formats/format.ts";
import { formatOf } from "./formats/formats.ts";
import type { LabelDraw } from "./label-draw.ts";
import { promptIdsFile, promptIdsLine, type SampledPrompt } from "./prompt-ids-line.ts";
import { provenanceOf } from "./provenance.ts";
import type { RunFacts } from "./run-facts.ts";
import type { Check } from "./rules/rule.ts";
import type { SelectedRow } from "./select-each.ts";
import { conflictProblems } from "./report/conflict-problems.ts";
import { findProblems } from "./report/find-problems.ts";
import { type ContentReport, startReport } from "./report/start-report.ts";
import { selectRows } from "./select-rows.ts";
import type { SettledRecipe } from "./settle-recipe.ts";
import { openStaging, type Staging } from "./staging.ts";
import { startTally, type Counts, type Dropped } from "./tally.ts";
import { trackFiles } from "./track-files.ts";
import { startValidator, type Problem } from "./validate.ts";

export type ExportSource = {
  readonly recipe: SettledRecipe;
  readonly runs: readonly RunFacts[];
  /** Trees of the runs that are not among the candidates because they are not grown to their end. */
  readonly unfinishedTrees?: number;
  /** Ended trees that are not among them because somebody marked their question's gold as wrong. */
  readonly markedTrees?: number;
  /** Prompts of the runs' roles whose tokens the server told when they were sampled from, in their order. */
  readonly sampledPrompts?: readonly SampledPrompt[];
  /** The same candidates in the same order each time it is called for the same labels (see selectRows). */
  readonly open: (draw: LabelDraw) => AsyncIterable<Candidate>;
};

/**
 * Writes an export of rows as a zip at `target`, whole or not at all; equal recipe and data give equal bytes.
 * Needs room beside it for the unpacked files, which are removed. Stops with the signal's reason when aborted.
 * Throws MalthouseError `invalid_request` for `trees`.
 */
export async function writeExport(
  source: ExportSource & {
    readonly target: string;
    readonly signal?: AbortSignal;
    readonly onRow?: (rows: number) => void;
  },
): Promise<WrittenExport> {
  const format = formatOf(source.recipe);
  const folder = `${source.target}.files`;
  await rm(folder, { recursive: true, force: true });
  const staging = await openStaging(folder);
  try {
    const written = await writeRows(source, format, staging);
    const { counts, dropped, problems, checks, contents, dataFiles } = written;
    const { recipe, runs } = source;
    const hasPrompts = dataFiles.some(({ kind }) => kind !== "step");
    if (hasPrompts)
      for (const prompt of source.sampledPrompts ?? [])
        await staging.appendLine(promptIdsFile, promptIdsLine(prompt));
    for (const { path: filePath, text } of [
      ...format.loaders(dataFiles, recipe.reasoning),
      ...(hasPrompts ? [checkPrompt] : []),
    ])
      await staging.writeText(filePath, text);
    await staging.writeText(
      "README.md",
      writeCard({ format, recipe, runs, files: dataFiles, counts, dropped, problems, contents }),
    );
    return await finishExport(staging, { recipe, runs, counts, dropped, problems, checks }, source);
  } finally {
    await staging.abandon();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRows(
  { recipe, runs, unfinishedTrees, markedTrees, open, signal, onRow }: Parameters<typeof writeExport>[0],
  format: RowFormat,
  staging: Staging,
): Promise<{
  counts: Counts;
  dropped: Dropped;
  problems: readonly Problem[];
  checks: readonly Check[];
  contents: ContentReport;
  dataFiles: readonly DataFile[];
}> {
  const tally = startTally(recipe, unfinishedTrees, markedTrees);
  const validator = startValidator(format, recipe);
  const tracker = trackFiles();
  const report = startReport(format, recipe);
  let rows = 0;
  await staging.startLines("provenance.jsonl");
  for await (const selection of selectRows(open, recipe, format)) {
    signal?.throwIfAborted();
    tally.add(selection);
    if ("dropped" in selection) continue;
    validator.check(selection);
    await appendRow(selection, staging);
    tracker.add(selection);
    report.add(selection);
    onRow?.(++rows);
  }
  const dataFiles = tracker.files();
  for (const { path: filePath, kind } of dataFiles) {
    signal?.throwIfAborted();
    const columns = format.columnsOf(kind, recipe.reasoning);
    if (columns) await staging.toParquet(filePath, columns);
  }
  const isSimulated = runs.some((run) => run.isSimulated);
  const contents = report.finish();
  const problems = [
    ...validator.finish(dataFiles, { isSimulated }),
    ...conflictProblems(runs, recipe.kinds),
    ...findProblems(contents, format, recipe),
  ].map(({ level, message }): Problem => ({ level, message }));
  return {
    counts: tally.counts,
    dropped: tally.dropped,
    problems,
    checks: validator.checks(),
    contents,
    dataFiles,
  };
}

async function appendRow(selected: SelectedRow, staging: Staging): Promise<void> {
  const row = await staging.appendLine(selected.file, selected.line);
  await staging.appendLine("provenance.jsonl", JSON.stringify(provenanceOf(selected, row)));
}
