import { chooseSpan, found, refused, trimSpan, type Extraction, type Span } from "./extraction.ts";
import { extractBoxed } from "./extract-boxed.ts";
import { findMarker } from "./find-marker.ts";
import { findSentenceEnd } from "./find-sentence-end.ts";
import { gradeMath } from "./grade-math.ts";
import { readValue } from "./read-value.ts";
import type { Window } from "./read-window.ts";

const mathSpan =
  /\$\$[^$]{1,2000}\$\$|\$[^$\n]{1,2000}\$|\\\((?:[^\\]|\\(?!\))){1,2000}\\\)|\\\[(?:[^\\]|\\(?!\])){1,2000}\\\]/g;
const reason = /[,;]?\s(?:because|since|as|so|which|where|when)\b/i;

/** The value of a closing form: its only formula, or the sentence without its reason and emphasis. */
function markerSpan(text: string, window: Window): Span | "none" | null {
  const marker = findMarker(text, window);
  if (!marker) return null;
  const start = marker.valueStart;
  const end = findSentenceEnd(text, start, window.end);
  const value = text.slice(start, end);
  const formulas = [...value.matchAll(mathSpan)];
  const [first] = formulas;
  const isLed = first && /^[\s*_`]*$/.test(value.slice(0, first.index));
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
  const cut = value.search(reason);
  const only = /^[^\d\\$=]{4,200}\b(?:is|are)\s{1,3}(?=-?\.?\d[\d.,/]{0,40}\**$)/i.exec(value);
  if (only) return trimSpan(text, { start: start + only[0].length, end, tier: "marker" });
  const span = trimSpan(text, { start, end: cut < 0 ? end : start + cut, tier: "marker" }, /[\s*_`]/);
  return span.start < span.end ? span : "none";
}

/** The last line, where it is nothing but one formula or number. */
function lastLineSpan(text: string, window: Window): Span | null {
  const span = trimSpan(text, { ...window, tier: "last-line" });
  const line = { ...span, start: Math.max(span.start, text.lastIndexOf("\n", span.end - 1) + 1) };
  const content = text.slice(line.start, line.end);
  const isOnly =
    /^(?:\$\$?[^$]{1,500}\$\$?|\\[([][^\n]{1,500}\\[)\]]|[-+]?[\d.,/ ]{1,60}|\\frac\{[^{}]{1,40}\}\{[^{}]{1,40}\})\.?$/.test(
      content,
    );
  return isOnly && /\S/.test(content) ? line : null;
}

/**
 * The final formula of a solution (MATH): the last box, a closing form, or a last line of one formula; never a loose
 * last number. A closing form behind the box counts against it only where it is a formula, not words about one.
 */
export function extractMath(text: string, window: Window, isTruncated: boolean): Extraction {
  const box = extractBoxed(text, window);
  if (typeof box === "string") return refused(box);
  const marker = markerSpan(text, window);
  const contentOf = ({ start, end }: Span): string => text.slice(start, end);
  if (box) {
    const isRival =
      marker && marker !== "none" && !["text", "unread"].includes(readValue(contentOf(marker)).kind);
    const isSame = (a: Span, b: Span): boolean => gradeMath(contentOf(a), contentOf(b)).verdict === "correct";
    return chooseSpan(text, isRival ? [trimSpan(text, box), marker] : [trimSpan(text, box)], isSame);
  }
  if (marker === "none") return refused("empty-answer");
  if (isTruncated) return refused("truncated");
  if (marker) return found(marker);
  const line = lastLineSpan(text, window);
  return line ? found(line) : refused("no-answer");
}
