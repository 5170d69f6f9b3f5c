import { chooseSpan, found, refused, trimSpan, type Extraction, type Span } from "./extraction.ts";
import { extractBoxed } from "./extract-boxed.ts";
import { findConclusion } from "./find-conclusion.ts";
import { findMarker } from "./find-marker.ts";
import { findSentenceEnd } from "./find-sentence-end.ts";
import { gradeMath } from "./grade-math.ts";
import type { Reason } from "./judgement.ts";
import { readValue } from "./read-value.ts";
import type { Window } from "./read-window.ts";

const mathSpan =
  /\$\$[^$]{1,2000}\$\$|\$[^$\n]{1,2000}\$|\\\((?:[^\\]|\\(?!\))){1,2000}\\\)|\\\[(?:[^\\]|\\(?!\])){1,2000}\\\]/g;
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
  const formulas = [...value.matchAll(mathSpan)];
  const [first] = formulas;
  const isLed = first && /^[\s*_`]*$/.test(value.slice(0, first.index));
  if (first && isPartOfMore(value, first)) return "ambiguous";
  if (
    first &&
    (formulas.length === 1 || isLed) &&
    !/\\text\{\s?(?:and|or)|\s(?:and|or)\s+\$/.test(value.slice(first.index + first[0].length))
  )
    return trimSpan(
      text,
      { start: start + first.index, end: start + first.index + first[0].length, tier: "marker" },
      /[\s$]/,
    );
  const [bold, ...others] = [...value.matchAll(boldSpan)];
  if (bold?.[1] !== undefined && others.length === 0 && isOnlyNumber(value, bold))
    return trimSpan(text, {
      start: start + bold.index + 2,
      end: start + bold.index + 2 + bold[1].length,
      tier: "marker",
    });
  const cut = value.search(reason);
  const only = /^[^\d\\$=]{4,200}\b(?:is|are)\s{1,3}(?=-?\.?\d[\d.,/]{0,40}\**$)/i.exec(value);
  if (only) return trimSpan(text, { start: start + only[0].length, end, tier: "marker" });
  const span = trimSpan(text, { start, end: cut < 0 ? end : start + cut, tier: "marker" }, /[\s*_`]/);
  return span.start < span.end ? span : "empty-answer";
}

/** Whether words around a formula make it only a part of the answer, or deny it: "not $5$", "half of $x$", "$5$ times $r$". */
function isPartOfMore(value: string, { index, 0: formula }: RegExpExecArray): boolean {
  const [before, after] = [value.slice(0, index), value.slice(index + formula.length)];
  return (
    /(?:\b(?:not|never|cannot|than|except|half|third|quarter|twice|double|square|cube|root|reciprocal|inverse|multiple|power|divisible|between|times|plus|minus|sum|difference|product)|n't)\b[^.;:]{0,24}$/i.test(
      before,
    ) || /^\s?(?:times|plus|minus|more|less|fewer|(?:percent )?of\s\$)(?![a-z])/i.test(after)
  );
}

/** Whether the bold words are a number and all around them is words. */
function isOnlyNumber(value: string, bold: RegExpExecArray): boolean {
  const around = value.slice(0, bold.index) + value.slice(bold.index + bold[0].length);
  return (
    /^\s*-?[\d.,/]{1,40}\s*$/.test(bold[1] ?? "") && /[A-Za-z]{2}/.test(around) && !/[\d\\$=]/.test(around)
  );
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
  const marker = markerSpan(text, window);
  const contentOf = ({ start, end }: Span): string => text.slice(start, end);
  if (box) {
    const isRival =
      marker !== null &&
      typeof marker === "object" &&
      !["text", "unread"].includes(readValue(contentOf(marker)).kind);
    const isSame = (a: Span, b: Span): boolean => gradeMath(contentOf(a), contentOf(b)).verdict === "correct";
    return chooseSpan(text, isRival ? [trimSpan(text, box), marker] : [trimSpan(text, box)], isSame);
  }
  if (typeof marker === "string") return refused(marker);
  if (isTruncated) return refused("truncated");
  if (marker) return found(marker);
  const line = lastLineSpan(text, window) ?? findConclusion(text, window);
  return line ? found(line) : refused("no-answer");
}
