import { type DroppedExamples, keepExamples } from "./keep-examples.ts";
import { formatOf } from "./formats/formats.ts";
import { provenanceOf } from "./provenance.ts";
import { readProvenanceLine, type ProvenanceLine } from "./provenance-line.ts";
import { conflictProblems } from "./report/conflict-problems.ts";
import { findProblems } from "./report/find-problems.ts";
import { type ContentReport, startReport } from "./report/start-report.ts";
import type { Check } from "./rules/rule.ts";
import { selectRows } from "./select-rows.ts";
import { startTally, type Counts, type Dropped } from "./tally.ts";
import { trackFiles } from "./track-files.ts";
import { startValidator, type Problem } from "./validate.ts";
import type { ExportSource } from "./write-export.ts";

export type ExportPreview = {
  readonly counts: Counts;
  readonly dropped: Dropped;
  /** A few of what each reason left out. */
  readonly droppedExamples: DroppedExamples;
  /** The first row of every file, and where it comes from. */
  readonly samples: readonly {
    readonly file: string;
    readonly row: Readonly<Record<string, unknown>>;
    readonly place: ProvenanceLine;
  }[];
  readonly problems: readonly Problem[];
  /** What every row was held against, kept or not. */
  readonly checks: readonly Check[];
  readonly contents: ContentReport;
};

/** What an export of rows would hold, without writing it. Throws MalthouseError `invalid_request` for `trees`. */
export async function previewExport(source: ExportSource): Promise<ExportPreview> {
  const { recipe, runs, open } = source;
  const format = formatOf(recipe);
  const tally = startTally(recipe, source.unfinishedTrees, source.markedTrees);
  const validator = startValidator(format, recipe);
  const tracker = trackFiles();
  const report = startReport(format, recipe);
  const examples = keepExamples();
  const samples = new Map<string, { readonly line: string; readonly place: ProvenanceLine }>();
  for await (const selection of selectRows(open, recipe, format)) {
    tally.add(selection);
    examples.add(selection);
    if ("dropped" in selection) continue;
    validator.check(selection);
    tracker.add(selection);
    report.add(selection);
    if (!samples.has(selection.file))
      samples.set(selection.file, {
        line: selection.line,
        place: readProvenanceLine(JSON.stringify(provenanceOf(selection, 0))),
      });
  }
  const contents = report.finish();
  return {
    contents,
    checks: validator.checks(),
    counts: tally.counts,
    dropped: tally.dropped,
    droppedExamples: examples.examples(),
    samples: [...samples].map(([file, { line, place }]) => ({
      file,
      row: JSON.parse(line) as Record<string, unknown>,
      place,
    })),
    problems: [
      ...validator.finish(tracker.files(), { isSimulated: runs.some(({ isSimulated }) => isSimulated) }),
      ...conflictProblems(runs, recipe.kinds),
      ...findProblems(contents, format, recipe),
    ],
  };
}
