import { chooseSpan, found, refused, trimSpan, type Extraction, type Span } from "./extraction.ts";
import { extractBoxed } from "./extract-boxed.ts";
import { findConclusion } from "./find-conclusion.ts";
import { findFormula } from "./find-formula.ts";
import { findMarker } from "./find-marker.ts";
import { findSentenceEnd } from "./find-sentence-end.ts";
import { gradeMath } from "./grade-math.ts";
import type { Reason } from "./judgement.ts";
import { readValue } from "./read-value.ts";
import type { Window } from "./read-window.ts";

const boldSpan = /\*\*([^*\n]{1,200})\*\*/g;
const reason = /[,;]?\s(?:because|since|as|so|which|where|when)\b/i;
const connector = /(?:[\s*_`]|(?:therefore|thus|hence|so)\b,?)*/iy;

/** The value of a closing form: its only formula or bold number, or the sentence without its reason and emphasis. */
function markerSpan(text: string, window: Window): Span | Reason | null {
  const marker = findMarker(text, window);
  if (!marker) return null;
  connector.lastIndex = marker.valueStart;
  connector.test(text);
  const start = Math.min(connector.lastIndex, window.end);
  const end = findSentenceEnd(text, start, window.end);
  const value = text.slice(start, end);
  const isAnnounced = /:[\s*_]*$/.test(value);
  if (isAnnounced) return null;
  const formula = findFormula(value);
  if (typeof formula === "string") return formula;
  if (formula)
    return trimSpan(
      text,
      { start: start + formula.start, end: start + formula.end, tier: "marker" },
      isWhole(value.slice(formula.start, formula.end)) ? /[\s$]/ : /\s/,
    );
  const [bold, ...others] = [...value.matchAll(boldSpan)];
  if (bold?.[1] !== undefined && others.length === 0 && isOnlyNumber(value, bold))
    return trimSpan(text, {
      start: start + bold.index + 2,
      end: start + bold.index + 2 + bold[1].length,
      tier: "marker",
    });
  const cut = value.search(reason);
  const only = /^[^\d\\$=]{4,200}\b(?:is|are)\s{1,3}(?=[-\dπ√(.][^A-Za-z\n]{0,60}$)/i.exec(value);
  if (only) return trimSpan(text, { start: start + only[0].length, end, tier: "marker" });
  const span = trimSpan(text, { start, end: cut < 0 ? end : start + cut, tier: "marker" }, /[\s*_`]/);
  return span.start < span.end ? span : "empty-answer";
}

/** Whether the formula is one, so that its delimiters are not part of the answer. */
const isWhole = (formula: string): boolean => !/[^$]\$+[^$]/.test(formula);

/** Whether the bold words are a number and all around them is words. */
function isOnlyNumber(value: string, bold: RegExpExecArray): boolean {
  const around = value.slice(0, bold.index) + value.slice(bold.index + bold[0].length);
  return (
    /^\s*-?[\d.,/]{1,40}\s*$/.test(bold[1] ?? "") && /[A-Za-z]{2}/.test(around) && !/[\d\\$=]/.test(around)
  );
}

/** The box's content behind words that only announce it: "\\text{The answer is } 5". */
function withoutLabel(text: string, box: Span): Span {
  const label = /^\s*\\text\s?\{[^{}]{0,60}(?:\bis|:)\s{0,3}\}\s*(?=\S)/.exec(text.slice(box.start, box.end));
  return { ...box, start: box.start + (label?.[0].length ?? 0) };
}

/** The last line, where it is nothing but one formula, number or tuple. */
function lastLineSpan(text: string, window: Window): Span | null {
  const span = trimSpan(text, { ...window, tier: "last-line" });
  const line = trimSpan(text, {
    ...span,
    start: Math.max(span.start, text.lastIndexOf("\n", span.end - 1) + 1),
  });
  const content = text.slice(line.start, line.end);
  const isOnly =
    /^(?:\$\$?[^$]{1,500}\$\$?|\\[([][^\n]{1,500}\\[)\]]|[-+]?[\d.,/ ]{1,60}|\([-+\d.,/ ]{1,60}\)|\\frac\{[^{}]{1,40}\}\{[^{}]{1,40}\})\.?$/.test(
      content,
    );
  return isOnly && /\S/.test(content) ? line : null;
}

/**
 * The final formula of a solution (MATH): the last box, a closing form, or a last line of one formula or that concludes
 * with one; never a loose last number. A closing form behind the box counts against it only where it is a formula.
 */
export function extractMath(text: string, window: Window, isTruncated: boolean): Extraction {
  const box = extractBoxed(text, window);
  if (typeof box === "string") return refused(box);
  const boxed = box && withoutLabel(text, box);
  const marker = markerSpan(text, window);
  const contentOf = ({ start, end }: Span): string => text.slice(start, end);
  if (boxed) {
    const isRival =
      marker !== null &&
      typeof marker === "object" &&
      !["text", "unread"].includes(readValue(contentOf(marker)).kind);
    const isSame = (a: Span, b: Span): boolean => gradeMath(contentOf(a), contentOf(b)).verdict === "correct";
    return chooseSpan(text, isRival ? [trimSpan(text, boxed), marker] : [trimSpan(text, boxed)], isSame);
  }
  if (typeof marker === "string") return refused(marker);
  if (isTruncated) return refused("truncated");
  if (marker) return found(marker);
  const line = lastLineSpan(text, window) ?? findConclusion(text, window);
  return line ? found(line) : refused("no-answer");
}
