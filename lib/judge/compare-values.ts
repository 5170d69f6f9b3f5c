import { compareKinds } from "./compare-kinds.ts";
import { compareOrdered, compareUnordered, namesIn } from "./compare-lists.ts";
import { compareQuantities } from "./compare-quantities.ts";
import { compareRatios } from "./compare-ratios.ts";
import { compareRelations } from "./compare-relations.ts";
import type { Comparison, Surroundings } from "./judgement.ts";
import { symbolsOf } from "./latex/expression.ts";
import { correct, incorrect, unknown, type Compare } from "./outcomes.ts";
import type { Value } from "./value.ts";

const isNumeric = (value: Value): boolean =>
  value.kind === "quantity" && symbolsOf(value.expression).length === 0;

/** The last side of an assignment (`n = 14`, `f(x) = 3x`) or of a calculation (`2 + 3 = 5`), or null where it is an equation. */
function assignedValue(value: Value): Value | null {
  if (value.kind !== "relation" || !value.operators.every((mark) => mark === "=")) return null;
  if (/^\([xyz,\s]+\)$/.test(value.name ?? "") && !isInOrder(value.name ?? "")) return null;
  return value.name !== null || value.sides.every(isNumeric) ? (value.sides.at(-1) ?? null) : null;
}

/** Whether "(x, y)" names its places in the order of the alphabet. */
function isInOrder(names: string): boolean {
  const letters = names.match(/[xyz]/g) ?? [];
  return letters.join() === letters.toSorted().join();
}

/** Against the last side of a calculation; one whose sides are two values (`2/3 = 0.667`) says both. */
function compareAssigned(given: Value, relation: Value, gold: Value, compare: Compare): Comparison {
  const last = compare(given, gold);
  if (last.verdict !== "incorrect" || relation.kind !== "relation") return last;
  const before = relation.sides.slice(relation.name === null ? 0 : 1, -1);
  return before.some((side) => compare(side, gold).verdict === "correct") ? unknown("ambiguous") : last;
}

/** The names that a list gives values to, each other: `x=3, y=4`; null where it does not. */
function namedItems(items: readonly Value[]): readonly string[] | null {
  const names = items.map((item) => (item.kind === "relation" ? item.name : null));
  return names.length > 1 && !names.includes(null) && new Set(names).size === names.length
    ? names.filter((name) => name !== null)
    : null;
}

/** Without their names the values of `x=3, y=4` are those of `4, 3` too, and nothing says which is which. */
function compareListed(answer: readonly Value[], gold: readonly Value[], compare: Compare): Comparison {
  const comparison = compareUnordered(answer, gold, compare);
  const isHalfNamed = (namedItems(answer) === null) !== (namedItems(gold) === null);
  return comparison.verdict === "correct" &&
    isHalfNamed &&
    compareOrdered(answer, gold, compare).verdict !== "correct"
    ? unknown("ambiguous")
    : comparison;
}

const denial = /\b(?:not|no|nor|neither|never|non|un\w+)\b/;

/** Equal words are correct; the gold within a longer phrase that denies nothing is left to a person. */
function compareTexts(answer: string, gold: string): Comparison {
  if (answer === gold) return correct("string", "equal-string");
  const lists = [answer, gold].map((text) => [...namesIn(text)].toSorted().join());
  if (lists[0] === lists[1]) return correct("structure", "equal-set");
  const [given, wanted] = [new Set(answer.split(/[^\p{L}\p{N}]+/u)), gold.split(/[^\p{L}\p{N}]+/u)];
  const isWithin = wanted.every((word) => given.has(word)) && denial.test(answer) === denial.test(gold);
  return isWithin ? unknown("ambiguous") : incorrect("string", "different-value");
}

function compareUnread(answer: Value, gold: Value): Comparison | null {
  if (gold.kind !== "unread" && answer.kind !== "unread") return null;
  if (gold.kind === "unread" && answer.kind === "unread" && answer.text !== "" && answer.text === gold.text)
    return correct("string", "equal-string");
  if ((gold.kind === "unread" && gold.isTooLarge) || (answer.kind === "unread" && answer.isTooLarge))
    return unknown("too-large");
  return unknown(gold.kind === "unread" ? "unparsed-gold" : "unparsed-answer");
}

function compareSameKind(
  answer: Value,
  gold: Value,
  compare: Compare,
  near: Surroundings,
): Comparison | null {
  if (answer.kind === "quantity" && gold.kind === "quantity") return compareQuantities(answer, gold, near);
  if (answer.kind === "text" && gold.kind === "text") return compareTexts(answer.text, gold.text);
  if (answer.kind === "brackets" && gold.kind === "brackets")
    return answer.open === gold.open && answer.close === gold.close
      ? compareOrdered(answer.items, gold.items, compare)
      : incorrect("structure", "different-type");
  if (answer.kind === "list" && gold.kind === "list") return compareListed(answer.items, gold.items, compare);
  if (answer.kind === "union" && gold.kind === "union")
    return compareUnordered(answer.items, gold.items, compare);
  if (answer.kind === "ratio" && gold.kind === "ratio")
    return compareRatios(answer.items, gold.items, compare);
  if (answer.kind === "matrix" && gold.kind === "matrix") {
    const shapes = [answer, gold].map(({ rows }) => rows.map((row) => row.length).join());
    return shapes[0] === shapes[1]
      ? compareOrdered(answer.rows.flat(), gold.rows.flat(), compare)
      : incorrect("structure", "different-length");
  }
  if (answer.kind === "relation" && gold.kind === "relation") return compareRelations(answer, gold, compare);
  if (answer.kind === "based" && gold.kind === "based")
    return answer.digits === gold.digits && answer.base === gold.base
      ? correct("structure", "equal-exact")
      : incorrect("structure", "different-value");
  return null;
}

/** Compares by type, then by content; `unknown` wherever no rule can tell. */
export function compareValues(answer: Value, gold: Value, near: Surroundings = {}): Comparison {
  const compare: Compare = (a, b) => compareValues(a, b, near);
  const unread = compareUnread(answer, gold);
  if (unread) return unread;
  if (gold.kind !== "relation" || answer.kind !== "relation") {
    const [given, wanted] = [assignedValue(answer), assignedValue(gold)];
    if (given && gold.kind !== "relation") return compareAssigned(given, answer, gold, compare);
    if (wanted && answer.kind !== "relation") return compare(answer, wanted);
  }
  return compareSameKind(answer, gold, compare, near) ?? compareKinds(answer, gold, compare);
}
