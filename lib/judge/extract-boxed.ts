import type { Span } from "./extraction.ts";
import type { Reason } from "./judgement.ts";
import { limits } from "./limits.ts";
import type { Window } from "./read-window.ts";
import { scanGroup } from "./scan-group.ts";

/** A box from its command to behind its group, and what stands in it. */
type Box = { readonly start: number; readonly end: number; readonly content: Span };

const command = /\\(?:boxed|fbox)(?![a-zA-Z])/g;
const delimiters = String.raw`(?:[\s$]|\\[()[\]])*`;
const word = String.raw`(?:\\(?:text|mbox)\s?\{\s?(?:and|or)\s?\}|(?:and|or)\b)`;
const assigned = String.raw`(?:[A-Za-z]\s?=\s?)?`;
/** "and", "or" or a comma between two boxes, with nothing else but delimiters and a name to assign. */
const joint = new RegExp(`^${delimiters}(?:,|,?${delimiters}${word})${delimiters}${assigned}$`, "i");
/** Behind a box: a second value outside of it. */
const otherValue = new RegExp(
  `^${delimiters}(?:\\\\text\\s?\\{\\s?or\\s?\\}|or\\b)${delimiters}\\(?(?:-?[\\d\\\\]|[A-J]\\b|[a-z]\\s?=)`,
);
/** Behind a box: what makes another number of its own ("\boxed{5} million", "\boxed{5} \times 3"). */
const changing =
  /^[\s$]{0,3}(?:\\text\{\s?)?(?:(?:hundred|thousand|million|billion|trillion|dozen)\b|(?:\\times|\\cdot|\\div|[+*/^])\s?[-\d(\\])|^(?:\s?\\(?:sqrt|pi|d?frac|ln|log|sin|cos|tan)(?![a-z])|[a-z](?![A-Za-z])|\$?\s?(?:\?|(?:is|was) (?:not|wrong|incorrect|false)\b))/;
/** Before a box: it is a part of a formula, or denied ("-\boxed{5}", "\sqrt{\boxed{5}}", "not \boxed{5}"). */
const partOf =
  /(?:[$([=]\s?-\s?|\d|\\(?:sqrt|neq?)(?![a-z])\s?\{?\s?|\\[dt]?frac\{[^{}]{0,40}(?:\}\{)?|\b(?:not|never|cannot be)\s[\s$]{0,2}|n't (?:be )?[\s$]{0,2})$/;
/** How many boxes before the last are looked at: what holds it, and what it is joined to. */
const nearbyBoxes = 8;

function readBox(text: string, start: number, behind: number, end: number): Box | Reason | null {
  let at = behind;
  while (at < end && text[at] === " ") at++;
  if (text[at] !== "{") {
    const token = /[-+]?(?:\d+(?:\.\d+)?|[A-Za-z](?![A-Za-z]))/y;
    token.lastIndex = at;
    return at > behind && token.test(text)
      ? { start, end: token.lastIndex, content: { start: at, end: token.lastIndex, tier: "box" } }
      : null;
  }
  const close = scanGroup(text, at, end);
  if (close < 0) return "unbalanced-box";
  return { start, end: close, content: { start: at + 1, end: close - 1, tier: "box" } };
}

const isBlank = (text: string): boolean => !/\S/.test(text);

/** The last box with the boxes around it: those that hold nothing else are unwrapped. `before` in text order. */
function withOuter(text: string, last: Box, before: readonly Box[]): Box {
  let { content } = last;
  let outer = last;
  for (const box of before.filter((other) => other.content.end >= last.end).toReversed()) {
    const around = text.slice(box.content.start, outer.start) + text.slice(outer.end, box.content.end);
    if (!isBlank(around)) content = box.content;
    outer = box;
  }
  return { start: outer.start, end: outer.end, content };
}

/** From the first of the boxes that are joined to this one ("\boxed{3} and \boxed{9}"), else its content. */
function withJoined(text: string, box: Box, before: readonly Box[]): Span {
  let { start } = box;
  for (const other of before.toReversed()) {
    if (other.end > start) continue;
    if (!joint.test(text.slice(other.end, start))) break;
    start = other.start;
  }
  return start === box.start ? box.content : { start, end: box.end, tier: "box" };
}

/**
 * What stands in the last \boxed or \fbox of a folded text: boxes within boxes unwrapped, boxes that "and", "or"
 * or a comma joins taken together. A reason where that box never closes (an earlier one does not count then), is empty, or
 * is a part of more or denied ("\boxed{5} or 6", "\boxed{x} = 5", "-\boxed{5}", "not \boxed{5}"); null where there is no box. A command without a group, in prose, is no box.
 */
export function extractBoxed(text: string, window: Window): Span | Reason | null {
  const commands = [...text.slice(window.start, window.end).matchAll(command)];
  const read = (match: RegExpExecArray, end: number): Box | Reason | null => {
    const start = window.start + match.index;
    return readBox(text, start, start + match[0].length, end);
  };
  let last: Box | null = null;
  while (!last) {
    const match = commands.pop();
    if (!match) return null;
    const box = read(match, window.end);
    if (typeof box === "string") return box;
    last = box;
  }
  if (isBlank(text.slice(last.content.start, last.content.end))) return "empty-answer";
  const end = Math.min(window.end, last.end + limits.spanCharacters);
  const before = commands
    .slice(-nearbyBoxes)
    .map((match) => read(match, end))
    .filter((box) => box !== null && typeof box === "object");
  const box = withOuter(text, last, before);
  const behind = text.slice(box.end, Math.min(window.end, box.end + 60));
  const isName = !/\d/.test(text.slice(box.content.start, box.content.end)) && /^\s*=\s*\S/.test(behind);
  const isPart = partOf.test(text.slice(Math.max(window.start, box.start - 60), box.start));
  return isName || isPart || otherValue.test(behind) || changing.test(behind)
    ? "ambiguous"
    : withJoined(text, box, before);
}
