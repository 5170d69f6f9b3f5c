import { compareQuantities } from "./compare-quantities.ts";
import { compareRelations, intervalOf } from "./compare-relations.ts";
import type { Comparison, Flag, Method, Reason } from "./judgement.ts";
import { symbolsOf } from "./latex/expression.ts";
import type { Value } from "./value.ts";

const correct = (method: Method, reason: Reason, ...flags: Flag[]): Comparison => ({
  verdict: "correct",
  method,
  reason,
  flags,
});
const incorrect = (method: Method, reason: Reason): Comparison => ({
  verdict: "incorrect",
  method,
  reason,
  flags: [],
});
const unknown = (reason: Reason): Comparison => ({ verdict: "unknown", method: "none", reason, flags: [] });
const withFlag = (comparison: Comparison, flag: Flag): Comparison =>
  comparison.verdict === "correct" ? { ...comparison, flags: [...comparison.flags, flag] } : comparison;

/** All parts together: one wrong part is wrong, else one unknown part is unknown. */
function allOf(parts: readonly Comparison[]): Comparison {
  const wrong = parts.find((part) => part.verdict === "incorrect");
  if (wrong) return wrong;
  const open = parts.find((part) => part.verdict === "unknown");
  return (
    open ?? {
      ...correct("structure", "equal-exact"),
      flags: [...new Set(parts.flatMap((part) => part.flags))],
    }
  );
}

function compareOrdered(a: readonly Value[], b: readonly Value[]): Comparison {
  if (a.length !== b.length) return incorrect("structure", "different-length");
  return allOf(a.map((item, index) => compareValues(item, b[index] ?? item)));
}

/** Each side's every item has a partner on the other; order and repetition do not matter. */
function compareUnordered(a: readonly Value[], b: readonly Value[]): Comparison {
  const table = a.map((item) => b.map((other) => compareValues(item, other).verdict));
  const rows = table.map((row) => row.includes("correct"));
  const columns = b.map((_, index) => table.some((row) => row[index] === "correct"));
  if (rows.every(Boolean) && columns.every(Boolean)) {
    const comparison = correct("structure", "equal-set");
    return a.length === b.length ? comparison : withFlag(comparison, "duplicates");
  }
  const isOpen =
    table.some((row, index) => !rows[index] && row.includes("unknown")) ||
    columns.some((isMatched, index) => !isMatched && table.some((row) => row[index] === "unknown"));
  if (isOpen) return unknown("undecided");
  return incorrect("structure", a.length === b.length ? "different-value" : "different-length");
}

const isNumeric = (value: Value): boolean =>
  value.kind === "quantity" && symbolsOf(value.expression).length === 0;

/** The last side of an assignment (`n = 14`, `f(x) = 3x`) or of a calculation (`2 + 3 = 5`), or null where it is an equation. */
function assignedValue(value: Value): Value | null {
  if (value.kind !== "relation" || !value.operators.every((mark) => mark === "=")) return null;
  return value.name !== null || value.sides.every(isNumeric) ? (value.sides.at(-1) ?? null) : null;
}

/** The letter of an option, worded or as a symbol. */
function letterOf(value: Value): string | null {
  if (value.kind === "text") return /^[a-z]$/.test(value.text) ? value.text : null;
  return value.kind === "quantity" && value.expression.kind === "symbol"
    ? value.expression.name.toLowerCase()
    : null;
}

function compareKinds(answer: Value, gold: Value): Comparison {
  if (answer.kind === "relation" && gold.kind === "brackets") {
    const interval = intervalOf(answer);
    return interval ? withFlag(compareValues(interval, gold), "form") : unknown("undecided");
  }
  if (answer.kind === "brackets" && gold.kind === "relation") {
    const interval = intervalOf(gold);
    return interval ? withFlag(compareValues(answer, interval), "form") : unknown("undecided");
  }
  if (answer.kind === "list" || gold.kind === "list") {
    const [items, other] =
      answer.kind === "list" ? [answer.items, gold] : [gold.kind === "list" ? gold.items : [], answer];
    if (other.kind === "quantity" || other.kind === "text") return compareUnordered(items, [other]);
    if (other.kind !== "brackets") return unknown("undecided");
    return compareUnordered(items, other.items).verdict === "incorrect"
      ? incorrect("structure", "different-value")
      : unknown("ambiguous");
  }
  if (answer.kind === "based" && gold.kind === "quantity") return compareBased(answer, gold);
  if (gold.kind === "based" && answer.kind === "quantity") return compareBased(gold, answer);
  const kinds = new Set([answer.kind, gold.kind]);
  if (kinds.has("brackets") && (kinds.has("quantity") || kinds.has("text")))
    return incorrect("structure", "different-type");
  if (kinds.has("matrix") && kinds.has("quantity")) return incorrect("structure", "different-type");
  if (kinds.has("union") && kinds.has("quantity")) return incorrect("structure", "different-type");
  if (kinds.has("union") && kinds.has("brackets")) return incorrect("structure", "different-length");
  const letters = [letterOf(answer), letterOf(gold)];
  if (letters[0] && letters[1])
    return letters[0] === letters[1]
      ? correct("string", "equal-string")
      : incorrect("string", "different-value");
  if (gold.kind === "text" && answer.kind === "quantity" && answer.expression.kind === "number")
    return incorrect("structure", "different-type");
  return unknown("undecided");
}

function compareBased(
  based: Extract<Value, { kind: "based" }>,
  other: Extract<Value, { kind: "quantity" }>,
): Comparison {
  const value = other.expression.kind === "number" ? other.expression.value : null;
  const isSame = value?.denominator === 1n && String(value.numerator) === based.digits;
  return isSame
    ? correct("structure", "equal-exact", "base-missing")
    : incorrect("structure", "different-value");
}

const denial = /\b(?:not|no|nor|neither|never|non|un\w+)\b/;

/** Equal words are correct; the gold within a longer phrase that denies nothing is left to a person. */
function compareTexts(answer: string, gold: string): Comparison {
  if (answer === gold) return correct("string", "equal-string");
  const [given, wanted] = [new Set(answer.split(/[^\p{L}\p{N}]+/u)), gold.split(/[^\p{L}\p{N}]+/u)];
  const isWithin = wanted.every((word) => given.has(word)) && denial.test(answer) === denial.test(gold);
  return isWithin ? unknown("ambiguous") : incorrect("string", "different-value");
}

/** Compares by type, then by content; `unknown` wherever exact rules cannot tell. */
export function compareValues(answer: Value, gold: Value): Comparison {
  if (gold.kind === "unread" || answer.kind === "unread") {
    if (gold.kind === "unread" && answer.kind === "unread" && answer.text !== "" && answer.text === gold.text)
      return correct("string", "equal-string");
    if ((gold.kind === "unread" && gold.isTooLarge) || (answer.kind === "unread" && answer.isTooLarge))
      return unknown("too-large");
    return unknown(gold.kind === "unread" ? "unparsed-gold" : "unparsed-answer");
  }
  if (gold.kind !== "relation" || answer.kind !== "relation") {
    const [given, wanted] = [assignedValue(answer), assignedValue(gold)];
    if (given && gold.kind !== "relation") return compareValues(given, gold);
    if (wanted && answer.kind !== "relation") return compareValues(answer, wanted);
  }
  if (answer.kind === "quantity" && gold.kind === "quantity") return compareQuantities(answer, gold);
  if (answer.kind === "text" && gold.kind === "text") return compareTexts(answer.text, gold.text);
  if (answer.kind === "brackets" && gold.kind === "brackets") {
    const items = compareOrdered(answer.items, gold.items);
    return answer.open === gold.open && answer.close === gold.close
      ? items
      : incorrect("structure", "different-type");
  }
  if (answer.kind === "list" && gold.kind === "list") return compareUnordered(answer.items, gold.items);
  if (answer.kind === "union" && gold.kind === "union") return compareUnordered(answer.items, gold.items);
  if (answer.kind === "matrix" && gold.kind === "matrix") {
    const isSameShape =
      answer.rows.map((row) => row.length).join() === gold.rows.map((row) => row.length).join();
    return isSameShape
      ? compareOrdered(answer.rows.flat(), gold.rows.flat())
      : incorrect("structure", "different-length");
  }
  if (answer.kind === "relation" && gold.kind === "relation")
    return compareRelations(answer, gold, compareValues);
  if (answer.kind === "based" && gold.kind === "based")
    return answer.digits === gold.digits && answer.base === gold.base
      ? correct("structure", "equal-exact")
      : incorrect("structure", "different-value");
  return compareKinds(answer, gold);
}
