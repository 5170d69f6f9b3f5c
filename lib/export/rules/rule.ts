import type { RowReading } from "./read-row.ts";

/** `error`: the target refuses the file or learns the wrong thing; `warning`: another of its targets does. */
export type Level = "error" | "warning";

/** Something that a target wants of every row. */
export type Rule = {
  /** Who wants it. */
  readonly target: string;
  readonly level: Level;
  /** What holds, such as "The last prompt turn is the user's". */
  readonly rule: string;
  /** What a row does that breaks it, after its lines: "the prompt ends with the assistant's turn". */
  readonly broken: string;
  /** What to do then, a sentence. */
  readonly remedy: string;
  readonly isKept: (row: RowReading) => boolean;
};

/** What became of a rule over all rows it looks at; `lines` are the first that break it, counted from 1. */
export type Check = Omit<Rule, "isKept" | "broken"> & {
  readonly rows: number;
  readonly failed: number;
  readonly lines: readonly { readonly file: string; readonly line: number }[];
};
