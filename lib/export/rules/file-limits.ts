import type { RowFormat } from "../formats/format.ts";
import type { Level } from "./rule.ts";

/** What a target takes as one file; null where it names no bound. */
export type FileLimits = {
  readonly target: string;
  readonly level: Level;
  readonly minRows: number;
  readonly maxRows: number | null;
  readonly maxBytes: number | null;
};

const gigabyte = 1024 ** 3;

/** The bounds of a format's targets: those of the OpenAI shape are read by two others, with bounds of their own. */
export const fileLimitsOf = ({
  name,
  title,
  minRows,
  maxFileBytes,
}: Pick<RowFormat, "name" | "title" | "minRows" | "maxFileBytes">): readonly FileLimits[] => [
  { target: title, level: "error", minRows, maxRows: null, maxBytes: maxFileBytes },
  ...(name === "openai"
    ? ([
        { target: "Fireworks", level: "warning", minRows: 3, maxRows: 3_000_000, maxBytes: null },
        { target: "Together", level: "warning", minRows: 1, maxRows: null, maxBytes: 100 * gigabyte },
      ] as const)
    : []),
];
