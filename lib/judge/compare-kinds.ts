import { compareUnordered, namesIn } from "./compare-lists.ts";
import { intervalOf } from "./compare-relations.ts";
import type { Comparison } from "./judgement.ts";
import { correct, incorrect, unknown, withFlag, type Compare } from "./outcomes.ts";
import { numberWords } from "./number-words.ts";
import type { Value } from "./value.ts";

type Of<Kind extends Value["kind"]> = Extract<Value, { kind: Kind }>;

/** Letters side by side, which are a word or a product: "AB". */
function lettersOf(value: Value): string | null {
  if (value.kind === "text") return value.text;
  if (value.kind !== "quantity" || value.unit || value.isPercent) return null;
  const { expression } = value;
  const parts = expression.kind === "product" ? expression.parts : [expression];
  const names = parts.map((part) => (part.kind === "symbol" ? part.name : ""));
  return names.every((name) => /^[A-Za-z]$/.test(name)) ? names.join("").toLowerCase() : null;
}

/** Words that may stand for a number, so that a text with one is no other thing than a number for certain. */
const countWords =
  /\d|\b(?:no|none|nothing|never|half|halves|thirds?|quarters?|(?:four|fif|six|seven|eigh|nin|ten)ths?|dozen|hundred|thousand|million|billion|undefined|infinit\w*|dne|exist\w*|all|any|every|both|each|pi)\b/;
const isCount = (text: string): boolean =>
  countWords.test(text) || text.split(/[\s-]+/).some((word) => numberWords.has(word));

/** A word beside a number or formula. An option's letter may stand for just that number. */
function compareWord(text: Of<"text">, other: Of<"quantity">): Comparison {
  const letters = lettersOf(other);
  if (letters !== null && letters === text.text) return correct("string", "equal-string");
  const isOption = /^[a-z]$/.test(text.text);
  if (isOption) return letters?.length === 1 ? incorrect("string", "different-value") : unknown("ambiguous");
  return isCount(text.text) ? unknown("undecided") : incorrect("structure", "different-type");
}

const flip =
  (compare: Compare): Compare =>
  (answer, gold) =>
    compare(gold, answer);

/** Digits without their base: the question usually names it. */
function compareBased(based: Of<"based">, other: Of<"quantity">): Comparison {
  const value = other.expression.kind === "number" ? other.expression.value : null;
  const isSame = value?.denominator === 1n && String(value.numerator) === based.digits;
  if (isSame) return correct("structure", "equal-exact", "base-missing");
  const counted = [...based.digits].reduce(
    (sum, digit) => sum * BigInt(based.base) + BigInt(Number.parseInt(digit, 16)),
    0n,
  );
  // The same number in base ten: right as a value, and perhaps not what was asked for.
  if (value?.denominator === 1n && value.numerator === counted) return unknown("ambiguous");
  return incorrect("structure", "different-value");
}

/** The relations of a list as the intervals they describe, or null. */
function intervalsOf(list: Of<"list">): Value[] | null {
  const intervals = list.items.map((item) => (item.kind === "relation" ? intervalOf(item) : item));
  return intervals.every((item) => item?.kind === "brackets")
    ? intervals.filter((item) => item !== null)
    : null;
}

/** `x = 3, y = 4` beside `(3, 4)`: the names, each other and in the order of the alphabet, say which is which. */
function tupleOf(list: Of<"list">): Value[] | null {
  const named = list.items.map((item) =>
    item.kind === "relation" && item.operators.join() === "=" && /^[a-z]$/.test(item.name ?? "")
      ? item
      : null,
  );
  const names = named.map((item) => item?.name ?? "");
  const isOrdered = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  const values = named.map((item) => item?.sides[1]);
  return isOrdered && names.length > 1 && !names.includes("")
    ? values.filter((value) => value !== undefined)
    : null;
}

const compareListWithMatrix = (list: Of<"list">, { rows }: Of<"matrix">): Comparison =>
  rows.flat().length === list.items.length && (rows.length === 1 || rows.every((row) => row.length === 1))
    ? unknown("ambiguous")
    : incorrect("structure", "different-type");

/** A list beside anything else but a list; `compare` takes the list's items first. */
function compareList(list: Of<"list">, other: Value, compare: Compare): Comparison {
  if (other.kind === "text") {
    const names = namesIn(other.text).map((text): Value => ({ kind: "text", text }));
    return compareUnordered(list.items, names, compare);
  }
  if (other.kind === "quantity") return compareUnordered(list.items, [other], compare);
  if (other.kind === "union") {
    const intervals = intervalsOf(list);
    return intervals
      ? withFlag(compareUnordered(intervals, other.items, compare), "form")
      : unknown("undecided");
  }
  if (other.kind === "matrix") return compareListWithMatrix(list, other);
  if (other.kind !== "brackets") return unknown("undecided");
  const tuple = other.open === "(" && other.close === ")" ? tupleOf(list) : null;
  if (tuple && tuple.length === other.items.length)
    return withFlag(compare({ ...other, items: tuple }, other), "form");
  return compareUnordered(list.items, other.items, compare).verdict === "incorrect"
    ? incorrect("structure", "different-value")
    : unknown("ambiguous");
}

function compareRelation(
  relation: Of<"relation">,
  other: Of<"brackets" | "union">,
  compare: Compare,
): Comparison {
  const interval = intervalOf(relation);
  return interval ? withFlag(compare(interval, other), "form") : unknown("undecided");
}

/** A point of the plane and a column may be one; other entries are other points. */
function compareColumn(matrix: Of<"matrix">, other: Of<"brackets">, compare: Compare): Comparison {
  const isVector = matrix.rows.length === 1 || matrix.rows.every((row) => row.length === 1);
  const entries = matrix.rows.flat();
  if (!isVector || entries.length !== other.items.length) return incorrect("structure", "different-type");
  const isWrong = entries.some(
    (entry, index) => compare(entry, other.items[index] ?? entry).verdict === "incorrect",
  );
  return isWrong ? incorrect("structure", "different-value") : unknown("ambiguous");
}

function compareRatio(ratio: Of<"ratio">, other: Of<"quantity">, compare: Compare): Comparison {
  const [top, bottom] = ratio.items;
  if (ratio.items.length !== 2 || top?.kind !== "quantity" || bottom?.kind !== "quantity")
    return incorrect("structure", "different-type");
  const expression = {
    kind: "product",
    parts: [top.expression, { kind: "inverse", of: bottom.expression }],
  } as const;
  const asFraction = compare({ kind: "quantity", unit: null, isPercent: false, expression }, other);
  return asFraction.verdict === "incorrect" ? incorrect("structure", "different-type") : unknown("ambiguous");
}

function compareOneWay(a: Value, b: Value, compare: Compare): Comparison | null {
  if (a.kind === "list") return compareList(a, b, compare);
  if (a.kind === "relation" && (b.kind === "brackets" || b.kind === "union"))
    return compareRelation(a, b, compare);
  if (a.kind === "text" && b.kind === "quantity") return compareWord(a, b);
  if (a.kind === "based" && b.kind === "quantity") return compareBased(a, b);
  if (a.kind === "ratio" && b.kind === "quantity") return compareRatio(a, b, compare);
  if (a.kind === "matrix" && b.kind === "brackets") return compareColumn(a, b, compare);
  return null;
}

/** Two values of different types: what may still be one, what cannot be, and what a person must decide. */
export function compareKinds(answer: Value, gold: Value, compare: Compare): Comparison {
  const known = compareOneWay(answer, gold, compare) ?? compareOneWay(gold, answer, flip(compare));
  if (known) return known;
  const kinds = new Set([answer.kind, gold.kind]);
  const plain = kinds.has("quantity") || kinds.has("text");
  if (plain && ["brackets", "matrix", "union"].some((kind) => kinds.has(kind as Value["kind"])))
    return incorrect("structure", "different-type");
  if (kinds.has("union") && kinds.has("brackets")) return incorrect("structure", "different-length");
  if (
    kinds.has("based") &&
    ["brackets", "matrix", "union", "list", "text"].some((kind) => kinds.has(kind as Value["kind"]))
  )
    return incorrect("structure", "different-type");
  return unknown("undecided");
}
