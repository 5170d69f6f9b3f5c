import { found, refused, trimSpan, type Extraction, type Span } from "../extraction.ts";
import type { Grader } from "../grader.ts";
import type { Window } from "../read-window.ts";
import type { RuleExtraction } from "./judge-rule.ts";
import { lastMatch } from "./last-match.ts";

const filled = (text: string, span: Span): Extraction => {
  const trimmed = trimSpan(text, span);
  return trimmed.end > trimmed.start ? found(trimmed) : refused("empty-answer");
};

/** The last line with anything on it. */
function lastLine(text: string, window: Window): Span {
  const { end } = trimSpan(text, { ...window, tier: "last-line" }, /\s/);
  return { start: Math.max(window.start, text.lastIndexOf("\n", end - 1) + 1), end, tier: "last-line" };
}

/** What follows the last marker on its line, or the next line with anything on it where nothing does; null without a marker. */
function behindMarker(text: string, window: Window, marker: string): Span | null {
  const at = text.lastIndexOf(marker, window.end - marker.length);
  if (at < window.start || window.end < marker.length) return null;
  const behind = at + marker.length;
  const { start } = trimSpan(text, { start: behind, end: window.end, tier: "marker" });
  const lineEnd = text.indexOf("\n", start);
  return { start, end: lineEnd < 0 ? window.end : Math.min(lineEnd, window.end), tier: "marker" };
}

/**
 * Where the rule reads the answer. The whole text and its last line are no closing form, so they are not believed of a
 * text that was cut; a marker and a pattern are.
 */
export function extractByRule(
  extraction: Exclude<RuleExtraction, { readonly kind: "task" }>,
  ...[text, window, isTruncated]: Parameters<Grader["extract"]>
): Extraction {
  switch (extraction.kind) {
    case "whole":
      return isTruncated ? refused("truncated") : filled(text, { ...window, tier: "whole" });
    case "last_line":
      return isTruncated ? refused("truncated") : filled(text, lastLine(text, window));
    case "after": {
      const span = behindMarker(text, window, extraction.marker);
      return span ? filled(text, span) : refused(isTruncated ? "truncated" : "no-answer");
    }
    case "regex": {
      const place = lastMatch(text.slice(window.start, window.end), extraction);
      if (!place) return refused(isTruncated ? "truncated" : "no-answer");
      const [start, end] = [window.start + place.start, window.start + place.end];
      return filled(text, { start, end, tier: "pattern" });
    }
  }
}
