import { trimSpan, type Span } from "./extraction.ts";
import type { Window } from "./read-window.ts";

const opening = /^[\s*_#>-]*(?:therefore|thus|hence|so|consequently|in conclusion)\b,?/i;
/** What makes a line say more than one value, or not quite this one. */
const hedge =
  /[,;]|\b(?:or|and|not|if|when|unless|either|least|most|about|approximately|roughly|than|can|could|may|might|let|assume|suppose|try)\b/i;
const value =
  /(?:^|=|\bis|\bare|\bequals)[\s*_`]*(\$\$[^$]{1,300}\$\$|\$[^$]{1,300}\$|\\\([^\n]{1,300}?\\\)|-?\d[\d.,/]{0,40}|\(-?\d[-\d.,/ ]{0,60}\)|-?\\[dt]?frac\{-?\d{1,20}\}\{\d{1,20}\})$/i;

/**
 * The value that the last line of a folded text concludes with ("Therefore, the value of z/x is **7/25**."), or null.
 * Only where the line says one thing: no second clause, no condition, no "or".
 */
export function findConclusion(text: string, window: Window): Span | null {
  const whole = trimSpan(text, { ...window, tier: "last-line" }, /[\s*_`.]/);
  const start = Math.max(whole.start, text.lastIndexOf("\n", whole.end - 1) + 1);
  const line = text.slice(start, whole.end);
  const opened = opening.exec(line)?.[0].length;
  if (opened === undefined || line.length > 600) return null;
  const match = value.exec(line.slice(opened));
  if (match?.[1] === undefined || hedge.test(line.slice(opened, opened + match.index))) return null;
  return { start: whole.end - match[1].length, end: whole.end, tier: "last-line" };
}
