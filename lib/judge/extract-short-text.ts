import { chooseSpan, found, refused, trimSpan, type Extraction, type Span } from "./extraction.ts";
import { extractBoxed } from "./extract-boxed.ts";
import { findMarker } from "./find-marker.ts";
import { findSentenceEnd } from "./find-sentence-end.ts";
import type { Window } from "./read-window.ts";

const edge = /[\s*_`"'.]/;
const longestAnswerWords = 12;

/** The answer of a question with a short text for gold (HotpotQA): a closing form, a box, or the whole text when it is short. */
export function extractShortText(text: string, window: Window, isTruncated: boolean): Extraction {
  const marker = findMarker(text, window);
  const box = extractBoxed(text, window);
  if (typeof box === "string" && !marker) return refused(box);
  const spans: Span[] = [];
  if (box && typeof box === "object") spans.push(trimSpan(text, box, edge));
  if (marker) {
    const end = findSentenceEnd(text, marker.valueStart, window.end);
    const isBoxed = spans[0] && spans[0].start >= marker.valueStart && spans[0].end <= end;
    if (!isBoxed) spans.push(trimSpan(text, { start: marker.valueStart, end, tier: "marker" }, edge));
  }
  const hash = text.lastIndexOf("####", window.end - 1);
  if (hash >= window.start) {
    const end = findSentenceEnd(text, hash + 4, window.end);
    spans.unshift(trimSpan(text, { start: hash + 4, end, tier: "hash" }, edge));
  }
  const filled = spans.filter(({ start, end }) => end > start);
  if (filled.length > 0)
    return chooseSpan(
      text,
      filled,
      (a, b) => text.slice(a.start, a.end).toLowerCase() === text.slice(b.start, b.end).toLowerCase(),
    );
  if (marker) return refused("empty-answer");
  if (isTruncated) return refused("truncated");
  const whole = trimSpan(text, { ...window, tier: "whole" }, edge);
  const content = text.slice(whole.start, whole.end);
  const isShort =
    content.split(/\s+/).length <= longestAnswerWords &&
    !/[.!?]\s/.test(content.replace(/\b(?:[A-Z]|St|Mr|Mrs|Dr|Jr)\.\s/g, ""));
  return content !== "" && isShort ? found(whole) : refused("no-answer");
}
