import { limits } from "./limits.ts";
import type { Reason } from "./judgement.ts";

export type Window = { readonly start: number; readonly end: number };

const closingForm = /\\(?:boxed|fbox)\b|####|answer/i;

/** The first line after an answer that opens another exercise: what runs on from there is not this answer's. */
function runOnStart(text: string, from: number): number {
  const closing = text.slice(from).search(closingForm);
  if (closing < 0) return text.length;
  const runOn = text
    .slice(from + closing)
    .search(/\n[ \t*#]{0,8}(?:Question|Problem|Q)[ \t]{0,3}\d{0,4}[ \t]{0,3}:/);
  return runOn < 0 ? text.length : from + closing + runOn;
}

/**
 * The part of a folded text in which an answer may stand: behind a closed think tag, before a run-on
 * into another question, and at most the last 64 ki units. A think tag left open means unfinished.
 */
export function readWindow(text: string): Window | Reason {
  if (text.length > limits.textCharacters) return "too-large";
  const close = text.lastIndexOf("</think>");
  if (close < 0 && text.includes("<think>")) return "truncated";
  const from = close < 0 ? 0 : close + "</think>".length;
  if (text.indexOf("<think>", from) >= 0) return "truncated";
  const end = runOnStart(text, from);
  return { start: Math.max(from, end - limits.windowCharacters), end };
}
