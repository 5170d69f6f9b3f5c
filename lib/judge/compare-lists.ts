import type { Comparison, Reason } from "./judgement.ts";
import { correct, incorrect, unknown, withFlag, type Compare } from "./outcomes.ts";
import type { Value } from "./value.ts";

/** The names that a text lists: "a, b and c"; one where it lists none. */
export const namesIn = (text: string): readonly string[] =>
  text.split(/\s?(?:(?:,\s?and|[,;&]|\band)\s|,(?=[^\s\d]))/).filter((name) => name !== "");

/** What an equality of parts rests on: its weakest part. */
function joinCorrect(parts: readonly Comparison[], reason: Reason): Comparison {
  const flags = [...new Set(parts.flatMap((part) => part.flags))];
  const weakest =
    parts.find((part) => part.method === "sampling") ?? parts.find((part) => part.method === "library");
  return weakest ? { ...weakest, flags } : { ...correct("structure", reason), flags };
}

/** All parts together: one wrong part is wrong, else one unknown part is unknown. */
function allOf(parts: readonly Comparison[]): Comparison {
  const wrong = parts.find((part) => part.verdict === "incorrect");
  if (wrong) return wrong;
  return parts.find((part) => part.verdict === "unknown") ?? joinCorrect(parts, "equal-exact");
}

/** Item by item, in order. */
export function compareOrdered(a: readonly Value[], b: readonly Value[], compare: Compare): Comparison {
  if (a.length !== b.length) return incorrect("structure", "different-length");
  return allOf(a.map((item, index) => compare(item, b[index] ?? item)));
}

/** Each side's every item has a partner on the other; order and repetition do not matter. */
export function compareUnordered(a: readonly Value[], b: readonly Value[], compare: Compare): Comparison {
  const table = a.map((item) => b.map((other) => compare(item, other)));
  const isPair = (cell: Comparison | undefined): cell is Comparison => cell?.verdict === "correct";
  const rows = table.map((row) => row.find(isPair));
  const columns = b.map((_, index) => table.map((row) => row[index]).find(isPair));
  if (rows.every(isPair) && columns.every(isPair)) {
    const comparison = joinCorrect([...rows, ...columns], "equal-set");
    return a.length === b.length ? comparison : withFlag(comparison, "duplicates");
  }
  const isOpen = (cells: readonly (Comparison | undefined)[]): boolean =>
    cells.some((cell) => cell?.verdict === "unknown");
  if (
    table.some((row, index) => !rows[index] && isOpen(row)) ||
    columns.some((pair, index) => !pair && isOpen(table.map((row) => row[index])))
  )
    return unknown("undecided");
  return incorrect("structure", a.length === b.length ? "different-value" : "different-length");
}
