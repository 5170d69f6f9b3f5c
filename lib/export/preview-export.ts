import type { DataFile } from "./formats/format.ts";
import { formatOf } from "./formats/formats.ts";
import { selectRows } from "./select-rows.ts";
import { startTally, type Counts, type Dropped } from "./tally.ts";
import { startValidator, type Problem } from "./validate.ts";
import type { ExportSource } from "./write-export.ts";

export type ExportPreview = {
  readonly counts: Counts;
  readonly dropped: Dropped;
  /** The first row of every file. */
  readonly samples: readonly { readonly file: string; readonly row: Readonly<Record<string, unknown>> }[];
  readonly problems: readonly Problem[];
};

/** What an export of rows would hold, without writing it. Throws MalthouseError `invalid_request` for `trees`. */
export async function previewExport(source: ExportSource): Promise<ExportPreview> {
  const { recipe, runs, open } = source;
  const format = formatOf(recipe);
  const tally = startTally(recipe, source.unfinishedTrees);
  const validator = startValidator(format, recipe);
  const files = new Map<string, DataFile & { readonly sample: string }>();
  for await (const selection of selectRows(open, recipe, format)) {
    tally.add(selection);
    if ("dropped" in selection) continue;
    validator.check(selection);
    const { file, line, split, candidate } = selection;
    const before = files.get(file) ?? {
      path: file,
      kind: candidate.kind,
      role: candidate.role,
      split,
      rows: 0,
      bytes: 0,
      sample: line,
    };
    const bytes = before.bytes + Buffer.byteLength(line) + 1;
    files.set(file, { ...before, rows: before.rows + 1, bytes });
  }
  return {
    counts: tally.counts,
    dropped: tally.dropped,
    samples: [...files.values()].map(({ path: file, sample }) => ({
      file,
      row: JSON.parse(sample) as Record<string, unknown>,
    })),
    problems: validator.finish([...files.values()], {
      isSimulated: runs.some(({ isSimulated }) => isSimulated),
    }),
  };
}
