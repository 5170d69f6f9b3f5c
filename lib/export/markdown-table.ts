/** A text for a line of Markdown: no mark of it opens a cell, a tag, code or an entity, and it stays one line. */
export const escapeCell = (text: string): string =>
  text.replace(/[\r\n|<>&`\\]/g, (mark) =>
    mark === "|" ? "\\|" : mark === "\n" || mark === "\r" ? " " : `\\${mark}`,
  );

/** A table of Markdown; `lines` are whole lines, or lists of cells that are escaped. */
export const markdownTable = (
  heads: readonly string[],
  lines: readonly (string | readonly (string | number)[])[],
): string =>
  [
    `| ${heads.join(" | ")} |`,
    `|${heads.map(() => "---").join("|")}|`,
    ...lines.map((line) =>
      typeof line === "string" ? line : `| ${line.map((cell) => escapeCell(String(cell))).join(" | ")} |`,
    ),
  ].join("\n");
