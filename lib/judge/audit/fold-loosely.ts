import { foldText } from "../fold-text.ts";
import { readNumber } from "../read-number.ts";
import { compare, type Fraction } from "../../core/fraction.ts";

/** Longer answers are compared by their beginning: nobody would call them equal after folding anyway. */
const longest = 2000;
const commands =
  /\\(?:text(?:bf|it|rm)?|math(?:rm|bf|it|bb)|mbox|operatorname|boxed|left|right|displaystyle|quad|qquad|[,;:! ])/g;

/**
 * An answer with all taken away that seldom makes it another one: case, accents, spaces, quotes, emphasis, brackets,
 * currency, percent and degree signs, LaTeX wrappers, commas in numbers, articles, "x =" in front and a full stop
 * behind. Far looser than the judge: what is equal only so is for a person to look at, never a verdict.
 */
export function foldLoosely(text: string): string {
  return foldText(text.slice(0, longest))
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(commands, "")
    .replace(/\\[dt]?frac\{([^{}]{1,40})\}\{([^{}]{1,40})\}/g, "$1/$2")
    .replace(/\\(?:circ|degree)\b|\^\{?\\circ\}?/g, "")
    .replace(/^\s*\\?[a-z]\s*(?:=|\\in\b)/, "")
    .replace(/\b(?:a|an|the)\b/g, "")
    .replace(/[\s"'`*_$£€¥%°{}()[\]\\,~]/g, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/[.:;!?]+$/, "");
}

/** The only number of a text, or null where it has none or several. */
function onlyNumber(text: string): Fraction | null {
  const found = numbersIn(text);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The numbers of a text as written, 64 at most; commas between groups of three belong to them. */
export function numbersIn(text: string): readonly Fraction[] {
  const folded = foldText(text).slice(0, longest);
  const written = folded.match(/(?<![\w.])-?\$?\d[\d,]{0,40}(?:\.\d{1,40})?(?:\/\d{1,20})?/g) ?? [];
  return written.slice(0, 64).flatMap((raw) => {
    const value = readNumber(raw.replace(/,$/, "").replace("$", ""));
    return value ? [value] : [];
  });
}

/** "1.152,50" and "1,152.50": points and commas change places. */
const swapPoints = (text: string): string => text.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));

export type Likeness = "folded" | "swapped" | "same-number";

/**
 * How an answer is like its gold once both are folded far more loosely than the judge does: the same text, the same
 * but for points and commas, or the same single number among other words or units. Null: in no such way. Pure.
 */
export function likeGold(answer: string, gold: string): Likeness | null {
  const [left, right] = [foldLoosely(answer), foldLoosely(gold)];
  if (left === "" || right === "") return null;
  if (left === right) return "folded";
  const wanted = onlyNumber(gold);
  if (!wanted) return null;
  const told = onlyNumber(answer);
  if (told && compare(told, wanted) === 0) return "same-number";
  const swapped = /\d[.,]\d/.test(answer) ? onlyNumber(swapPoints(answer)) : null;
  return swapped && compare(swapped, wanted) === 0 ? "swapped" : null;
}
