export type Choice = { readonly label: string; readonly text: string };

/** "A: kiln" a line into choices; a line without a label gets the next letter. Empty lines are skipped. */
export function parseChoices(typed: string): Choice[] {
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const match = /^\s*\(?([A-Za-z0-9])\s*[:.)]\s*(.*)$/.exec(line);
    const label = match?.[1]?.toUpperCase() ?? String.fromCodePoint(65 + (index % 26));
    return { label, text: (match?.[2] ?? line).trim() };
  });
}
