import { trimSpan, type Span } from "./extraction.ts";
import type { Choice } from "./judgement.ts";
import type { Window } from "./read-window.ts";

const notAsked = String.raw`(?![^.\n]{0,40}\?)`;

/** Before a statement in the same sentence: it is only supposed. */
const condition = /\b(?:if|whether|unless|suppose|assum\w{1,4}|could|might|may)\b[^.\n]{0,60}$/i;

/** "Option C is correct", "C is the best answer": the last such statement that is no denial and no question. */
function findStatement(text: string, window: Window, labels: string): Span | null {
  const searched = text.slice(window.start, window.end);
  const named = new RegExp(
    String.raw`\b(?:option|choice|answer)\s{1,2}[("*]{0,3}([${labels}])\b[)"*]{0,3}(?:(?!\b(?:option|choice)\b)[^.\n]){0,60}?\bis\s(?:the\s)?(?:correct|right|best|most|answer)${notAsked}`,
    "dgi",
  );
  const bare = new RegExp(
    String.raw`(?<![\w'.])[("*]{0,3}([${labels}])[)"*]{0,3}\s(?:is|would be)\s(?:clearly\s|therefore\s|thus\s)?(?:(?:correct|right)\b|the\s(?:(?!least|worst|wrong|incorrect|last|second)[a-z]{1,12}\s){0,2}(?:answer|choice|option)\b)${notAsked}`,
    "dg",
  );
  const [last] = [named, bare]
    .flatMap((pattern) => [...searched.matchAll(pattern)])
    .map((match) => match.indices?.[1])
    .filter((place) => place !== undefined)
    .filter(([start]) => !condition.test(searched.slice(Math.max(0, start - 80), start)))
    .toSorted(([a], [b]) => b - a);
  return last ? { start: window.start + last[0], end: window.start + last[1], tier: "statement" } : null;
}

/** The whole text or its last line, where it is one letter, perhaps behind "so" and "option", or one option as listed. */
function findBareChoice(
  text: string,
  window: Window,
  labels: string,
  choices: readonly Choice[],
): Span | null {
  const edge = /[\s*_`()."'#:]/;
  const whole = trimSpan(text, { ...window, tier: "whole" });
  const lineStart = Math.max(whole.start, text.lastIndexOf("\n", whole.end - 1) + 1);
  for (const span of [whole, { ...whole, start: lineStart, tier: "last-line" as const }]) {
    const lead = /^[\s*_]*(?:(?:so|hence|thus|therefore),?\s{1,2})?(?:option\s|choice\s)?/i.exec(
      text.slice(span.start, span.start + 40),
    );
    const bare = trimSpan(text, { ...span, start: span.start + (lead?.[0].length ?? 0) }, edge);
    const isLetter = bare.end - bare.start === 1 && labels.includes((text[bare.start] ?? "").toUpperCase());
    if (isLetter)
      return /\n[\s*_(]*[A-Z][\s*_).]*\n[^\n]*$/.test(text.slice(whole.start, span.end)) ? null : bare;
  }
  if (lineStart !== whole.start) return null;
  const bare = trimSpan(text, whole, edge);
  const isOption = choices.some(
    (choice) => choice.text.toLowerCase() === text.slice(bare.start, bare.end).toLowerCase(),
  );
  if (isOption) return bare;
  const listed = new RegExp(`^(?:####\\s*)?\\(?([${labels}])[).:]\\s[^\\n]{1,120}$`, "d").exec(
    text.slice(whole.start, whole.end),
  )?.indices?.[1];
  return listed ? { start: whole.start + listed[0], end: whole.start + listed[1], tier: "whole" } : null;
}

/** The option that a multiple-choice text states without a closing form, or null. Never a letter out of prose. */
export function findStatedChoice(
  text: string,
  window: Window,
  labels: string,
  choices: readonly Choice[],
): Span | null {
  return findStatement(text, window, labels) ?? findBareChoice(text, window, labels, choices);
}
