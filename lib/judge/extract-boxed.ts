import type { Span } from "./extraction.ts";
import type { Reason } from "./judgement.ts";
import type { Window } from "./read-window.ts";
import { scanGroup } from "./scan-group.ts";

const box = /\\(?:boxed|fbox)(?![a-zA-Z])/g;

function contentOf(text: string, at: number, end: number): Span | Reason | null {
  let start = at;
  while (start < end && text[start] === " ") start++;
  if (text[start] !== "{") {
    const token = /[-+]?(?:\d+(?:\.\d+)?|[A-Za-z](?![A-Za-z]))/y;
    token.lastIndex = start;
    return start > at && token.test(text) ? { start, end: token.lastIndex, tier: "box" } : null;
  }
  const close = scanGroup(text, start, end);
  if (close < 0) return "unbalanced-box";
  return { start: start + 1, end: close - 1, tier: "box" };
}

/**
 * What stands in the last \boxed or \fbox of a folded text, nested boxes unwrapped. A reason where that box
 * never closes (an earlier one does not count then) or is empty; null where there is no box.
 */
export function extractBoxed(text: string, window: Window): Span | Reason | null {
  const boxes = [...text.slice(window.start, window.end).matchAll(box)];
  for (const match of boxes.toReversed()) {
    const content = contentOf(text, window.start + match.index + match[0].length, window.end);
    if (content === null) continue;
    if (typeof content === "string") return content;
    return /\S/.test(text.slice(content.start, content.end)) ? content : "empty-answer";
  }
  return null;
}
