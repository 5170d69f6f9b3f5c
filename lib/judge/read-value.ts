import { MalthouseError } from "../core/errors.ts";
import { fraction } from "../core/fraction.ts";
import { cleanLatex } from "./latex/clean-latex.ts";
import { readExpression } from "./latex/read-expression.ts";
import { splitTopLevel } from "./latex/split-top-level.ts";
import { limits } from "./limits.ts";
import { numberWords } from "./number-words.ts";
import { isOnlyUnit, isUnitWord, readUnit, type Unit } from "./units.ts";
import type { Value } from "./value.ts";

const relation = /\\le(?![a-zA-Z])|\\ge(?![a-zA-Z])|\\ne(?![a-zA-Z])|[=<>]/y;
const operatorOf: Readonly<Record<string, string>> = { "\\le": "<=", "\\ge": ">=", "\\ne": "!=" };
/** What an equation can give the value of: x, a_{10}, f(2), f^{-1}(x), (x, y), AB, P(A), \\angle ABC, "Area", |z|. */
const assigned = new RegExp(
  [
    String.raw`^(?:[A-Za-z]|\\[a-z]{2,8})'?(?:_\{?[A-Za-z0-9]{1,4}\}?)?(?:\^\{-1\})?(?:\(-?[A-Za-z0-9]{1,4}(?:\s?,\s?-?[A-Za-z0-9]{1,4})*\))?$`,
    String.raw`^\([A-Za-z](?:\s?,\s?[A-Za-z])+\)$`,
    String.raw`^(?:m\s?)?(?:\\(?:angle|triangle|overline|vec|hat)\s?)?\{?[A-Z]{1,4}\}?$`,
    String.raw`^\|[a-z]\|$`,
    String.raw`^(?:\\text\{[A-Za-z\s]{1,60}\}\s?)+$`,
    String.raw`^(?:[A-Z][a-z]{2,20}|[a-z]{4,20})(?:\s[a-z]{2,20}){0,3}$`,
  ].join("|"),
);
const thousands = /^-?\s?\$?\s?-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])/;

/** Letters that are words, where one by one they would be a product of symbols. */
const prose =
  /(?<![\\A-Za-z])(?:[A-Za-z]{4,}|(?:is|are|the|of|if|for|not|to|by|at|an|has|was|per)(?![A-Za-z]))/i;

/** What a worded or braced text says, in one spelling: lower case, single spaces, no closing stop. */
export const foldWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\\text\s?\{([^{}]*)\}/g, "$1")
    .replace(/[\s~]+/g, " ")
    .replace(/^[\s("']+|[\s."')]+$/g, "");

function readList(pieces: readonly string[], isSet: boolean, depth: number): Value {
  const items = pieces
    .filter((piece) => piece !== "")
    .map((piece) => readCleaned(piece, depth + 1))
    .flatMap((item) => (item.kind === "list" && !item.isSet ? item.items : [item]));
  return { kind: "list", items, isSet };
}

function readMatrix(text: string, depth: number): Value | null {
  const match = /^\\begin\{([pbB]?matrix|array)\}(?:\{[clr| ]{1,30}\})?(.*)\\end\{\1\}$/s.exec(text);
  if (match?.[2] === undefined) return null;
  const rows = splitTopLevel(match[2], /\\\\/y).pieces.filter((row) => row !== "");
  if (rows.length > limits.matrixSide) return null;
  return {
    kind: "matrix",
    rows: rows.map((row) => splitTopLevel(row, /&/y).pieces.map((cell) => readCleaned(cell, depth + 1))),
  };
}

/** The whole between one pair of brackets that close each other, or null. */
function readBrackets(text: string, depth: number): Value | null {
  if (!/^[([].*[)\]]$/s.test(text)) return null;
  let level = 0;
  for (let index = 0; index < text.length; index++) {
    if (/[([{]/.test(text[index] ?? "")) level++;
    else if (/[)\]}]/.test(text[index] ?? "") && --level === 0 && index < text.length - 1) return null;
  }
  const items = splitTopLevel(text.slice(1, -1), /,/y).pieces;
  if (items.length < 2) return null;
  const values = items.map((item) => readCleaned(item, depth + 1));
  return { kind: "brackets", open: text.slice(0, 1), close: text.slice(-1), items: values };
}

/** A name before "=" that is no formula is a text. */
function readName(piece: string, depth: number): Value {
  try {
    return readCleaned(piece, depth + 1);
  } catch (error) {
    if (error instanceof MalthouseError && error.code === "invalid_request")
      return { kind: "text", text: foldWords(piece) };
    throw error;
  }
}

function readRelation(text: string, depth: number): Value | null {
  const split = splitTopLevel(text, relation);
  const { separators } = split;
  if (separators.length === 0) return null;
  const isTurned =
    separators.join() === "=" &&
    !assigned.test(split.pieces[0] ?? "") &&
    assigned.test(split.pieces[1] ?? "");
  const pieces = isTurned ? split.pieces.toReversed() : split.pieces;
  const isName = (piece: string): boolean => separators.every((mark) => mark === "=") && assigned.test(piece);
  const sides = pieces.map((piece, index): Value =>
    index === 0 && isName(piece) ? readName(piece, depth) : readCleaned(piece, depth + 1),
  );
  const name = assigned.test(pieces[0] ?? "") ? (pieces[0] ?? null) : null;
  return { kind: "relation", sides, operators: separators.map((mark) => operatorOf[mark] ?? mark), name };
}

/** A number or formula with what stands around it: currency before, percent, degrees or a unit behind. */
function readQuantity(text: string): Value {
  const currency = /^(-?)\s?([$£€¥])\s?/.exec(text);
  let rest = currency ? `${currency[1]}${text.slice(currency[0].length)}` : text;
  let unit: Unit | null = currency?.[2] === undefined ? null : readUnit(currency[2]);
  let isPercent = false;
  const percent = /\s?(?:%|\\text\{\s?(?:%|per\s?cent)\s?\}|per\s?cent)$/i.exec(rest);
  if (percent) [rest, isPercent] = [rest.slice(0, percent.index), true];
  const temperature = /\s?°\s?(?:\\text\{\s?([CF])\s?\}|([CF]))$/.exec(rest);
  if (temperature)
    [rest, unit] = [
      rest.slice(0, temperature.index),
      readUnit((temperature[1] ?? temperature[2]) === "C" ? "celsius" : "fahrenheit"),
    ];
  const degrees = /\s?(?:°|\\text\{\s?degrees?\s?\}|(?<![A-Za-z])degrees?)$/i.exec(rest);
  if (degrees && !/\\(?:sin|cos|tan|sec|csc|cot)/.test(rest))
    [rest, unit] = [rest.slice(0, degrees.index), readUnit("degree")];
  const worded = /^(.*?[^\s\\])\s?\\text\{([^{}]*[A-Za-z][^{}]*)\}(\^\{?[23]\}?)?$/s.exec(rest);
  const plain = /^(-?[\d.,/]+)\s?((?:sq(?:uare)?|cubic)?\s?[A-Za-z]+)\.?(\^\{?[23]\}?)?$/.exec(rest);
  const noun = /^(-?[\d.,/]+)\s((?:[A-Za-z]+\s){0,3}[A-Za-z]{3,})()$/.exec(rest);
  const behind = worded ?? (plain && isUnitWord((plain[2] ?? "").split(" ").at(-1) ?? "") ? plain : noun);
  if (behind) {
    const words = `${behind[2]}${behind[3] ?? ""}`;
    if (!isOnlyUnit(words)) throw new MalthouseError("invalid_request", "words that change the number");
    const named = readUnit(words);
    // "$2 million" counts dollars.
    [rest, unit] = [behind[1] ?? "", named?.scale && !named.counted ? { ...named, counted: unit } : named];
  }
  if (thousands.test(rest)) rest = rest.replace(/(?<=\d),(?=\d{3})/g, "");
  if (prose.test(rest)) throw new MalthouseError("invalid_request", "words, not a formula");
  return { kind: "quantity", expression: readExpression(rest.trim()), unit, isPercent };
}

/** Phrases that say one thing, under the shortest of them. */
const sameWords = new Map([
  ["all real numbers", "real numbers"],
  ["all reals", "real numbers"],
  ["the real numbers", "real numbers"],
  ["no solution", "empty set"],
  ["no solutions", "empty set"],
  ["the empty set", "empty set"],
]);

function readWords(text: string): Value | null {
  const isText = /^(?:\\text\s?\{[^{}]*\}[\s.]*)+$/.test(text);
  const isPlain =
    /^[A-Za-z][A-Za-z\s'.-]*$/.test(text) && (/[A-Za-z]{3}/.test(text) || /^(?:yes|no)$/i.test(text));
  const isClock = /^\d{1,2}:\d\d\s?(?:\\text\s?\{)?\s?[ap]\.?\s?m\.?\s?\}?$/i.test(text);
  if (isClock) return { kind: "text", text: foldWords(text).replace(/[\s.]/g, "") };
  if (!isText && !isPlain) return null;
  const words = sameWords.get(foldWords(text)) ?? foldWords(text);
  if (words === "real numbers") return readCleaned("(-\\infty,\\infty)", 0);
  const number = numberWords.get(words);
  if (number !== undefined)
    return {
      kind: "quantity",
      expression: { kind: "number", value: fraction(number) },
      unit: null,
      isPercent: false,
    };
  if (isText && /^[-+$\d.,/^%\s]*\d[-+$\d.,/^%\s]*$/.test(words)) return readQuantity(words);
  if (isText && /^-?\$?\d[\d.,/]{0,40}\s?[a-z%][a-z\s]{0,60}$/.test(words)) return readQuantity(words);
  return { kind: "text", text: words };
}

/** `312_4`, `1A_{16}`, `312_{\\text{four}}`, `312 base 4`; null where a digit is too large for its base. */
function readBased(text: string): Value | null {
  const match =
    /^([0-9A-Fa-f]{1,400})\s?(?:_|(?:\\text\s?\{\s?)?(?:in )?base(?:\s?\})?)\s?\{?\s?(?:\\text\s?\{\s?)?(\d{1,2}|[a-z]{3,8})\s?\}?\s?\}?$/.exec(
      text.replace(/^\\text\s?\{([0-9A-F]{1,400})\}/, "$1"),
    );
  if (!match?.[1] || !match[2] || !/\d/.test(match[1])) return null;
  const base = numberWords.get(match[2]) ?? Number(match[2]);
  const digits = match[1].toUpperCase().replace(/^0+(?=.)/, "");
  const isInBase = [...digits].every((digit) => Number.parseInt(digit, 16) < base);
  if (/[a-f]/.test(match[1]) && base !== 16) return null; // 10a_{12} is a product
  return base >= 2 && isInBase ? { kind: "based", digits, base: String(base) } : null;
}

function readCleaned(text: string, depth: number): Value {
  if (depth > limits.nesting) throw new MalthouseError("too_large", "the answer is nested too deep");
  const words = readWords(text);
  if (words) return words;
  const matrix = readMatrix(text, depth);
  if (matrix) return matrix;
  const member = /^[A-Za-z]\s?\\in(?![a-zA-Z])\s?/.exec(text);
  if (member) return readCleaned(text.slice(member[0].length), depth + 1);
  const described =
    /^\\\{\s?([A-Za-z])\s?(?:\\in\s?\(-\\infty\s?,\s?\\infty\)\s?)?(?:\\mid(?![a-zA-Z])|[:|])\s?([^{}|]*)\\\}$/.exec(
      text,
    );
  if (described?.[2] !== undefined) return readCleaned(described[2].trim(), depth + 1);
  const union = splitTopLevel(text, /\\cup(?![a-zA-Z])/y).pieces;
  if (union.length > 1) return { kind: "union", items: union.map((piece) => readCleaned(piece, depth + 1)) };
  const set = /^\\\{(.*)\\\}$/s.exec(text);
  if (set?.[1] !== undefined && !set[1].includes("\\}"))
    return readList(splitTopLevel(set[1], /,/y).pieces, true, depth);
  if (!thousands.test(text)) {
    const list = splitTopLevel(text, /,?\s?\\text\s?\{\s?,?\s?(?:and|or)\s?\}|,?\s(?:and|or)\s|[,;]/y).pieces;
    if (list.length > limits.listItems)
      throw new MalthouseError("too_large", "the answer lists too many things");
    if (list.length > 1) return readList(list, false, depth);
  }
  if (/\\(?:pm|mp)(?![a-zA-Z])/.test(text)) {
    const [plus, minus] = (["+", "-"] as const).map((sign) =>
      text.replace(/\\pm(?![a-zA-Z])/g, sign).replace(/\\mp(?![a-zA-Z])/g, sign === "+" ? "-" : "+"),
    );
    return readList([plus ?? "", minus ?? ""], false, depth);
  }
  const brackets = readBrackets(text, depth) ?? readRelation(text, depth);
  if (brackets) return brackets;
  const based = readBased(text);
  if (based) return based;
  const ratio = /^[\d(\\]/.test(text) ? splitTopLevel(text, /:/y).pieces : [];
  if (ratio.length > 1 && ratio.every((piece) => piece !== ""))
    return { kind: "ratio", items: ratio.map((piece) => readCleaned(piece, depth + 1)) };
  return readQuantity(text);
}

/**
 * The typed value of an answer or a gold. Never throws for a text it cannot read: that is `unread`, and
 * a number is never taken out of a formula that failed to parse.
 */
export function readValue(source: string): Value {
  if (source.length > limits.spanCharacters) return { kind: "unread", text: "", isTooLarge: true };
  const cleaned = cleanLatex(source);
  try {
    const [exact] = splitTopLevel(cleaned, /\\approx(?![a-zA-Z])/y).pieces;
    return readCleaned(exact || cleaned, 0);
  } catch (error) {
    if (error instanceof MalthouseError)
      return { kind: "unread", text: cleaned, isTooLarge: error.code === "too_large" };
    throw error;
  }
}
