import type { Window } from "./read-window.ts";

/** Where the value behind a closing form begins, and whether it is on a later line. */
export type Marker = { readonly start: number; readonly valueStart: number; readonly isNextLine: boolean };

const word =
  /\banswers?(?:\s(?:choice|option))?\b|\bans(?=\s?[:=])|\u7b54\u6848|\b(?:final (?:result|solution)|(?:best|correct|right) (?:choice|option))\b/gi;
const connector =
  /[*_`"')\]]{0,4}(?:\s{0,2}\([^()\n]{1,60}\))?(?:\s(?:to|for|of|in|among|from|that|which)\s[^\n:.=]{1,120}?)?\s{0,3}[*_`]{0,4}\s{0,2}(?::|=|-(?=\s)|\u662f|\u4e3a|\u70ba|\b(?:is|are|was|would be|should be|must be|will be|becomes|equals)\b)[*_`]{0,4}[ \t]{0,4}(?::[ \t]{0,4})?/iy;
const bareHeading = /[*_`#]{0,4}[ \t]{0,4}(?=\n)/y;
const headingLead = /(?:^|\n)[ \t#*_]{0,8}(?:the )?(?:final |correct )?$/i;
const remark =
  /(?:also |indeed |therefore |thus |not )?(?:correct|right|wrong|incorrect|reasonable|consistent|verified|valid|given|known|clear|confirmed|accurate|as follows|below|above|found by|obtained)\b(?!\s{0,2}[:=])/iy;

/** Before "answer": it is supposed, wrong, or someone else's. */
const notFinal =
  /\b(?:(?:wrong|incorrect|previous|initial|original|earlier|old|false|mistaken|his|her|their|(?!let|that|it|here|there|what)[a-z]{2,20}'s)\s|(?:if|whether|suppose|assuming|unless)\s(?:that\s)?(?:the|my|our|this|its?)\s(?:final\s|correct\s)?)$/i;

function valueBehind(
  text: string,
  at: number,
  end: number,
  isHeading: boolean,
): { valueStart: number; isNextLine: boolean } | null {
  connector.lastIndex = at;
  bareHeading.lastIndex = at;
  const joined = connector.test(text) ? connector.lastIndex : -1;
  const start = joined >= 0 ? joined : isHeading && bareHeading.test(text) ? bareHeading.lastIndex : -1;
  if (start < 0 || start > end) return null;
  remark.lastIndex = start;
  if (remark.test(text)) return null;
  const lineEnd = text.indexOf("\n", start);
  const isEmptyLine = /^[\s*_`:.]*$/.test(text.slice(start, lineEnd < 0 ? end : Math.min(lineEnd, end)));
  if (!isEmptyLine || lineEnd < 0 || lineEnd >= end) return { valueStart: start, isNextLine: false };
  const next = /[\s*_`]*/y;
  next.lastIndex = lineEnd;
  next.test(text);
  return { valueStart: Math.min(next.lastIndex, end), isNextLine: true };
}

/**
 * The last closing form in a folded text ("Final Answer: 42", "the answer is 42", "答案是 42", or a heading
 * above the value), or null. "The answer is correct" closes nothing.
 */
export function findMarker(text: string, window: Window): Marker | null {
  const words = [...text.slice(window.start, window.end).matchAll(word)];
  for (const match of words.toReversed()) {
    const start = window.start + match.index;
    const behind = start + match[0].length;
    if (notFinal.test(text.slice(Math.max(window.start, start - 40), start))) continue;
    const isHeading = headingLead.test(text.slice(Math.max(window.start, start - 24), start));
    const value = valueBehind(text, behind, window.end, isHeading);
    if (value) return { start, ...value };
  }
  return null;
}
