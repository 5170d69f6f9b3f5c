import type { DataFile } from "./formats/format.ts";
import type { SelectedRow } from "./select-each.ts";

export type FileTracker = {
  add(selected: SelectedRow): void;
  /** Every file that got a row, in order of its first; bytes are those of its rows as JSON lines. */
  files(): readonly DataFile[];
};

/** What loaders, card and validator need to know of each data file, gathered as its rows pass. */
export function trackFiles(): FileTracker {
  const files = new Map<string, DataFile>();
  return {
    add: ({ candidate, split, file, line, tokens }) => {
      const { kind, role, prompt } = candidate;
      const before = files.get(file);
      files.set(file, {
        path: file,
        kind,
        role,
        split,
        rows: (before?.rows ?? 0) + 1,
        bytes: (before?.bytes ?? 0) + Buffer.byteLength(line) + 1,
        longestTokens: Math.max(before?.longestTokens ?? 0, tokens),
        hasSystem: before?.hasSystem === true || prompt[0]?.role === "system",
      });
    },
    files: () => [...files.values()],
  };
}
