import type { Alternative, Reason, Tier } from "./judgement.ts";

/** A place in the text that may hold the answer. */
export type Span = { readonly start: number; readonly end: number; readonly tier: Tier };

/** What an extractor hands on. A refused form ends the search: no weaker form is tried behind it. */
export type Extraction =
  | {
      readonly isFound: true;
      readonly span: Span;
      readonly conflict: boolean;
      readonly alternatives: readonly Alternative[];
    }
  | { readonly isFound: false; readonly reason: Reason };

export const refused = (reason: Reason): Extraction => ({ isFound: false, reason });
export const found = (span: Span): Extraction => ({ isFound: true, span, conflict: false, alternatives: [] });

/** The span without white space and emphasis marks at its ends. */
export function trimSpan(text: string, span: Span, edge: RegExp = /[\s*_`]/): Span {
  let { start, end } = span;
  while (start < end && edge.test(text[start] ?? "")) start++;
  while (end > start && edge.test(text[end - 1] ?? "")) end--;
  return { ...span, start, end };
}

/**
 * The strongest span, unless a later one says something else: people and models correct themselves
 * forwards, so the later one counts and the pair is marked as a conflict. `spans` strongest first.
 */
export function chooseSpan(
  text: string,
  spans: readonly Span[],
  isSame: (a: Span, b: Span) => boolean,
): Extraction {
  const [first, ...others] = spans;
  if (!first) return refused("no-answer");
  const later = others
    .filter((span) => span.start >= first.end && !isSame(first, span))
    .toSorted((a, b) => b.start - a.start)[0];
  const span = later ?? first;
  const alternatives = spans
    .filter((other) => other !== span && !isSame(other, span))
    .map(({ start, end, tier }) => ({ raw: text.slice(start, end), start, end, tier }));
  return { isFound: true, span, conflict: later !== undefined, alternatives };
}
