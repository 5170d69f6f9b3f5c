import { chooseSpan, refused, type Extraction, type Span } from "./extraction.ts";
import { extractBoxed } from "./extract-boxed.ts";
import { findMarker } from "./find-marker.ts";
import { findSentenceEnd } from "./find-sentence-end.ts";
import type { Reason, Tier } from "./judgement.ts";
import { compare } from "../core/fraction.ts";
import { numberToken, readNumber } from "./read-number.ts";
import type { Window } from "./read-window.ts";

const lead =
  /(?:[\s*_`"'(=:~]|\\\(|\\\[|\$(?=\s?\\?\D)|\$\$|\\(?:text|mathbf|textbf|mathrm)\{|\\approx|(?:about|approximately|roughly|only|just|exactly|equal to|equals|therefore|thus|a total of|is)\b)*/iy;
const operation = /\s{0,2}(?:[-+*/=^x×÷·→⇒]|->|\\times|\\cdot|\\div|\\approx)\s{0,2}[-(\\$\d.]/y;
/** "1 hour and 30 minutes", "5 or 6", "5, 6 and 7", "5 feet 6 inches", "5 more than 10": several numbers, of which none is the answer. */
const compound =
  /^(?:\s{0,2}(?:[a-z]{1,12}(?:,\s|,?\s(?:and|or)\s|\s?&\s?)|(?:and|or)\s|&\s?)|[ ]to[ ]|,[ ]?|[ ]?(?:hours?|hrs?|minutes?|min|feet|foot|ft|pounds?|lbs?|dollars?|years?|weeks?|days?|months?|yards?|met(?:er|re)s?)[ ]|[ ](?:[a-z]{1,12}[ ])?(?:more|less|fewer|greater|higher|lower|older|younger)[ ]than[ ])(?:about\s)?[$\u20ac\u00a3]?\d/i;
/** "12 apples + 5 apples = 17": a calculation with words in it, closed by what follows its last "=". */
const wordedOperation =
  /^\s?[a-z%]{1,20}(?:\s[a-z]{1,20})?\s?(?:[-+*/=\u00d7\u00f7]|\\times|\\cdot)\s?\(?[$\d]/i;
/** "10% of 50", "3 times 4": a calculation in words. */
const spokenOperation =
  /^\s?(?:(?:%|percent|per cent)\s?of|times|plus|minus|divided by|multiplied by)\s(?:the\s)?[$\d]/i;
const pointer =
  /(?:=|\b(?:is|are|was|be|equals|equal to|gives|makes|has|have|gets?|becomes|to|only|about|total of))[\s*_`$\\(]*$/i;
/** A number that begins a line and counts it. */
const lineHead = /^[ \t]*(?:[-*+\u2022][ \t]+|\(?\d{1,3}[.)][ \t]+)?/;
/** What a text that was left off ends on. */
const unfinished = /[:=,+*/(<-][\s*_`$]*$/;
/** An equation still to be solved: more than a name stands before its "=". */
const equation =
  /(?:\\[dt]?frac\{[^{}=]{0,40}\}\{[^{}=]{0,40}[a-z]\s?\}|\\[dt]?frac\{[^{}=]{0,40}[a-z]\s?\}\{[^{}=]{0,40}\}|\d\s?[a-z]|[-+*/]\s?[a-z])[^\w=]{0,8}=[^=\w]{0,8}$/;
const lastBolds = 32;
const denied =
  /(?:\b(?:not|never|cannot|than|except|half|twice|double|minus|negative)|n't)\s[^\d.;]{0,12}$|(?:[<>\u2264\u2265\u2260]|\\(?:[gl]eq?|[gl]t|neq?)(?![a-z]))=?[\s$\\({]{0,4}$/i;
/** A line that only counts or heads what stands below it: "Step 3: …", "3. Compute the total". */
const heading = /\b(?:step|part|case|day|week|method|solution|question|problem|example|option)\s?$/i;
/** What stands beside an answer and is none: checks, remarks, offers, scores. */
const aside =
  /^[\s*_>([-]*(?:check(?:ing)?|verif\w+|proof|note|confidence|score|difficulty|time taken|source|reference|hope|let me know|feel free|i hope|would you|do you|if you|this assumes)\b|\?[\s*_)"']*$/i;
const reason = /\b(?:because|since|as|given that)\b|[([]/i;

/** "4:30" is no number, and neither is its half. */
const isClockTime = (text: string, { start, end }: Span): boolean =>
  /^:\d/.test(text.slice(end, end + 2)) || /\d:$/.test(text.slice(Math.max(0, start - 2), start));

function numbersIn(text: string, start: number, end: number, tier: Tier): Span[] {
  const part = text.slice(start, end);
  if (part.search(numberToken) < 0) return []; // matchAll copies the pattern, which 60,000 empty lines would pay for
  return [...part.matchAll(numberToken)]
    .map((match) => ({ start: start + match.index, end: start + match.index + match[0].length, tier }))
    .filter((span) => !isClockTime(text, span));
}

/** The number that stands at `start` after words like "about", or null. */
function numberAt(text: string, start: number, end: number, tier: Tier): Span | null {
  lead.lastIndex = start;
  lead.test(text);
  const at = lead.lastIndex;
  const [first] = numbersIn(text, at, Math.min(end, at + 2_000), tier);
  return first && /^[\s\\$£€¥]{0,4}$/.test(text.slice(at, first.start)) ? first : null;
}

/** Where a number starts a calculation ("3 * 14 = 42"), the number behind its last "="; null where there is none. */
function resultOf(text: string, first: Span, end: number): Span | null {
  operation.lastIndex = first.end;
  if (!operation.test(text)) {
    if (!wordedOperation.test(text.slice(first.end, first.end + 80))) return first;
    const stop = findSentenceEnd(text, first.end, end);
    const equals = text.lastIndexOf("=", stop - 1);
    return equals < first.end ? null : numberAt(text, equals + 1, end, first.tier);
  }
  const calculation =
    /(?:[\d\s.,+\-*/^x×÷·()$%={}]|\\(?:times|cdot|div|frac|approx|,|\$|%|left|right|text\{[^{}]{0,40}\}))*/y;
  calculation.lastIndex = first.end;
  calculation.test(text);
  const stop = Math.min(calculation.lastIndex, end);
  const equals = text.lastIndexOf("=", stop - 1);
  return equals < first.end ? null : (numberAt(text, equals + 1, end, first.tier) ?? null);
}

function hashSpan(text: string, window: Window): Span | "none" | null {
  const at = text.lastIndexOf("####", window.end - 1);
  if (at < window.start) return null;
  const lineEnd = text.indexOf("\n", at);
  const end = lineEnd < 0 ? window.end : Math.min(lineEnd, window.end);
  const numbers = numbersIn(text, at + 4, end, "hash");
  if (numbers.length === 0 && /[A-Za-z]/.test(text.slice(at + 4, end))) return null;
  const [first] = numbers;
  if (!first) return "none";
  const before = text.slice(at + 4, first.start);
  const behind = text.slice(first.end, Math.min(end, first.end + 80));
  const isHead = heading.test(before) || (!/[A-Za-z]/.test(before) && /^[.:)]\s{1,2}[A-Z]/.test(behind));
  if (isHead) return null;
  if (denied.test(before) || compound.test(behind) || /^\s?\?/.test(behind)) return "none";
  return resultOf(text, first, end) ?? "none";
}

/** What makes the only number of a box another one, or no answer. */
const notBare =
  /\\(?:frac|sqrt|overline|[gl]eq?|[gl]t|neq?)(?![a-z])|[\^!<>\u2264\u2265\u2260]|\d\s?[a-z][^=]{0,40}=|\b(?:not|dozen|hundred|thousand|million|billion)\b/i;

function boxSpan(text: string, window: Window): Span | Extraction | null {
  const box = extractBoxed(text, window);
  if (box === null) return null;
  if (typeof box === "string") return refused(box);
  const numbers = numbersIn(text, box.start, box.end, "box");
  const content = text.slice(box.start, box.end);
  if (numbers.length === 1 && !notBare.test(content)) return numbers[0] ?? null;
  return content.includes("=") && !/\d\s?[a-z][^=]{0,40}=/i.test(content)
    ? (numberAt(text, box.start + content.lastIndexOf("=") + 1, box.end, "box") ?? box)
    : box;
}

/** The number that a sentence without one at its start closes with; several need a word that points at the last. */
function sentenceNumber(text: string, start: number, end: number): Span | Reason {
  const numbers = numbersIn(text, start, end, "marker");
  const last = numbers.at(-1);
  if (!last) return "empty-answer";
  const values = new Set(numbers.map((span) => text.slice(span.start, span.end)));
  const before = text.slice(Math.max(start, last.start - 24), last.start);
  if (denied.test(before) || equation.test(text.slice(Math.max(start, last.start - 200), last.start)))
    return "ambiguous";
  return values.size === 1 || pointer.test(before) ? last : "ambiguous";
}

function markerSpan(text: string, window: Window): Span | Reason | null {
  const marker = findMarker(text, window);
  if (!marker) return null;
  const isBulleted = marker.isNextLine && /^-\s/.test(text.slice(marker.valueStart, marker.valueStart + 2));
  if (isBulleted) return "ambiguous";
  const at = numberAt(text, marker.valueStart, window.end, "marker");
  if (at && compound.test(text.slice(at.end, at.end + 40))) return "ambiguous";
  if (at && /^\s?\?/.test(text.slice(at.end, at.end + 2))) return "ambiguous";
  if (at && !spokenOperation.test(text.slice(at.end, at.end + 40)))
    return resultOf(text, at, window.end) ?? "ambiguous";
  if (!at && /^[-+$£€¥\\ ]{0,4}\d/.test(text.slice(marker.valueStart, marker.valueStart + 8)))
    return "ambiguous";
  const sentenceEnd = findSentenceEnd(text, marker.valueStart, window.end);
  const cut = text.slice(marker.valueStart, sentenceEnd).search(reason);
  return sentenceNumber(text, marker.valueStart, cut < 0 ? sentenceEnd : marker.valueStart + cut);
}

/** The last bold words that hold one number, of the last few. */
function boldSpan(text: string, window: Window): Span | null {
  const bolds = [...text.slice(window.start, window.end).matchAll(/\*\*([^*\n]{1,200})\*\*/g)];
  for (const match of bolds.slice(-lastBolds).toReversed()) {
    const start = window.start + match.index + 2;
    const numbers = numbersIn(text, start, start + match[0].length - 4, "bold");
    const [only] = numbers;
    if (only && numbers.length === 1 && !heading.test(text.slice(start, only.start))) return only;
  }
  return null;
}

/** Bold numbers stress what is given as well: one that another number follows says nothing. */
function closingBold(text: string, window: Window): Span | Reason | null {
  const bold = boldSpan(text, window);
  if (!bold) return null;
  const value = readNumber(text.slice(bold.start, bold.end));
  const behind = numbersIn(text, bold.end, Math.min(window.end, bold.end + 4_000), "last-number");
  const isLast = behind.every((span) => {
    const other = readNumber(text.slice(span.start, span.end));
    return !other || !value || compare(other, value) === 0;
  });
  return isLast ? bold : "ambiguous";
}

/** Whether the sentence around its last number holds no other, or a word like "is" or "=" leads to it. */
function isOnlyOrPointedAt(text: string, last: Span, numbers: readonly Span[]): boolean {
  const sentence = numbers.filter((span) => !/[.!?][*"')]{0,3}\s/.test(text.slice(span.end, last.start)));
  const values = new Set(sentence.map((span) => text.slice(span.start, span.end)));
  return values.size === 1 || pointer.test(text.slice(Math.max(0, last.start - 24), last.start));
}

/** Whether the number stands in a remark, is denied, or counts ways and steps. */
function isAside(text: string, last: Span, start: number, end: number): boolean {
  const before = text.slice(Math.max(start, last.start - 400), last.start);
  const sentence = before.slice(before.search(/[^.!?]*$/));
  return (
    aside.test(sentence) ||
    aside.test(text.slice(last.end, end)) ||
    heading.test(before) ||
    denied.test(before.slice(-24)) ||
    /^\s(?:different\s)?ways\b/.test(text.slice(last.end, last.end + 16))
  );
}

/**
 * The last number of the last line that has one; a line's own count is none. Null where the text was left off, where
 * digits that are no number stand behind, or where its sentence holds others and does not say which counts.
 */
function lastNumber(text: string, window: Window): Span | null {
  if (unfinished.test(text.slice(Math.max(window.start, window.end - 40), window.end))) return null;
  let { end } = window;
  while (end > window.start) {
    const start = Math.max(window.start, text.lastIndexOf("\n", end - 1) + 1);
    const head = lineHead.exec(text.slice(start, Math.min(end, start + 20)))?.[0].length ?? 0;
    const numbers = numbersIn(text, Math.max(start + head, end - 4_000), end, "last-number");
    const last = numbers.findLast((span) => !/^ times\b/.test(text.slice(span.end, span.end + 8)));
    if (last && isAside(text, last, start, end)) return null;
    if (last)
      return /\d/.test(text.slice(last.end, end)) || !isOnlyOrPointedAt(text, last, numbers) ? null : last;
    end = start - 1;
  }
  return null;
}

/**
 * The final number of a worked solution (GSM8K): the last `####` line, box or closing form; then the last
 * bold number; then the last number at all, which is weak and not believed of a truncated text.
 */
export function extractNumber(text: string, window: Window, isTruncated: boolean): Extraction {
  const hash = hashSpan(text, window);
  if (hash === "none") return refused("empty-answer");
  const box = boxSpan(text, window);
  if (box && "isFound" in box && !hash) return box;
  const marker = markerSpan(text, window);
  if (typeof marker === "string" && !hash && !box) return refused(marker);
  const strong = [hash, box, marker].filter(
    (span): span is Span => span !== null && typeof span === "object" && "tier" in span,
  );
  if (strong.length > 0) {
    return chooseSpan(text, strong, (a, b) => {
      const [left, right] = [a, b].map(({ start, end }) => readNumber(text.slice(start, end)));
      return !left || !right || compare(left, right) === 0;
    });
  }
  if (isTruncated) return refused("truncated");
  const bold = closingBold(text, window);
  if (typeof bold === "string") return refused(bold);
  const weak = bold ?? lastNumber(text, window);
  return weak ? { isFound: true, span: weak, conflict: false, alternatives: [] } : refused("no-answer");
}
