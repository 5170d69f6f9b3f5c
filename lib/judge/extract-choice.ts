import { chooseSpan, found, refused, trimSpan, type Extraction, type Span } from "./extraction.ts";
import { extractBoxed } from "./extract-boxed.ts";
import { findMarker } from "./find-marker.ts";
import { findSentenceEnd } from "./find-sentence-end.ts";
import { findStatedChoice } from "./find-stated-choice.ts";
import type { Choice, Tier } from "./judgement.ts";
import type { Window } from "./read-window.ts";

/** Letters that stand alone: capitals, or any in brackets; the article "A" and "E. coli" are words. */
function lettersIn(text: string, start: number, end: number, labels: string, tier: Tier): Span[] {
  const alone = new RegExp(
    `(?<![\\w'.])(?:\\(([${labels}${labels.toLowerCase()}])\\)|([${labels}])(?!\\w|'|\\.\\s?[a-z]))`,
    "g",
  );
  return [...text.slice(start, end).matchAll(alone)]
    .filter(
      (match) =>
        match[2] !== "A" ||
        !/^ (?!(?:or|and|is|because|since|as|by)\b)[a-z]{2,}/.test(
          text.slice(start + match.index + 1, start + match.index + 12),
        ),
    )
    .map((match) => {
      const at = start + match.index + (match[1] === undefined ? 0 : 1);
      return { start: at, end: at + 1, tier };
    });
}

/** "B. bank", "(B) bank", "B: bank": the option as it was listed, letter first. */
function leadingLetter(text: string, value: Span, labels: string): Span | null {
  const listed = new RegExp(`^[${labels}](?:\\)|:|\\.)\\s+(?!(?:or|and|nor)\\b|coli\\b)\\w`);
  if (!listed.test(text.slice(value.start, value.start + 12))) return null;
  const isList = new RegExp(`[,;]\\s*\\(?(?!${text[value.start]})[${labels}](?:\\)|:|\\.\\s)`);
  return isList.test(text.slice(value.start, value.end)) ? null : { ...value, end: value.start + 1 };
}

/** What rules out the option that stands behind it. */
const denied =
  /(?:\b(?:not|except|neither|nor|none of|any of|one of|other than|than|but not|between|besides|without|if|instead of|unlike|eliminate[sd]?|rul(?:e|es|ed|ing) out)|n't)\s{0,2}(?:either |be |to be |the |an? |option |choice ){0,3}[("']?$/i;

/** Behind an option: it is the wrong one. */
const rejected =
  /^[)"'*]{0,3}\s(?:is|was|are|would be|can be|can't be|cannot be|does)\s(?:clearly\s|also\s)?(?:not|wrong|incorrect|false|out|eliminated|ruled|unlikely|the (?:least|worst|wrong|only wrong))\b/i;

/** What a bare letter may stand behind; "vitamin D", "Plan B" and "hepatitis C" name other things. */
const openers =
  /(?:^|[^A-Za-z\s]|\b(?:is|are|be|was|option|choice|choices|letter|answer|answers|likely|probably|definitely|clearly|certainly|obviously|simply|actually|therefore|thus|so|hence|choose|select|pick|say|with|both|either|and|or|to|through|versus|vs|but|as|then|by|think|believe|mean|A|only|also|indeed|just|not|of|than|text|between|except|neither|nor|any|one|if|out|unlike|rather|been|still|go|going|for))[\s*_"'$\\({]*$/i;

/** Between two options: what denies the first denies the second too, as in "not A or B". */
const denialGoesOn = /^[)"']?\s?(?:,|-|,?\s?(?:or|nor|and|to|through)\b)?\s?[("']?$/i;

/** The letter that a closing value names: the first, unless it is denied; several joined by "or" are none. */
function namedLetter(
  text: string,
  start: number,
  end: number,
  labels: string,
  tier: Tier,
): Span | "ambiguous" | null {
  const letters = lettersIn(text, start, end, labels, tier).filter(
    (letter) =>
      text[letter.end] === ")" || openers.test(text.slice(Math.max(start, letter.start - 24), letter.start)),
  );
  const named: Span[] = [];
  let ruledOut: Span | null = null;
  for (const letter of letters) {
    const isJoined = ruledOut !== null && denialGoesOn.test(text.slice(ruledOut.end, letter.start));
    const isRejected = rejected.test(text.slice(letter.end, Math.min(end, letter.end + 40)));
    if (isJoined || isRejected || denied.test(text.slice(Math.max(start, letter.start - 32), letter.start)))
      ruledOut = letter;
    else named.push(letter);
  }
  const [first, second] = named;
  if (!first || first.start - start > 40) return null;
  const between = second ? text.slice(first.end, second.start) : "";
  const isJoined =
    second !== undefined &&
    text[second.start]?.toUpperCase() !== text[first.start]?.toUpperCase() &&
    /^[)\s,"'*.:]*(?:[^.;\n]{0,40}\b)?(?:or|and|nor|then|to|through|versus|vs|but)\b|^\s?-\s?$|^[)\s,]*[(]?$|[,/&]\s{0,2}\(?$/i.test(
      between,
    );
  return isJoined ? "ambiguous" : first;
}

/** The one option whose text stands in the value, when no letter does. */
function namedOption(
  text: string,
  start: number,
  end: number,
  choices: readonly Choice[],
  tier: Tier,
): Span | "ambiguous" | null {
  const value = text.slice(start, end).toLowerCase();
  const hits = choices.filter(
    (choice) => choice.text.length > 0 && value.includes(choice.text.toLowerCase()),
  );
  const longest = hits.filter(
    (hit) =>
      !hits.some((other) => other !== hit && other.text.toLowerCase().includes(hit.text.toLowerCase())),
  );
  const [only] = longest;
  if (!only) return null;
  if (longest.length > 1) return "ambiguous";
  const at = start + value.indexOf(only.text.toLowerCase());
  if (denied.test(text.slice(Math.max(start, at - 32), at))) return "ambiguous";
  return { start: at, end: at + only.text.length, tier };
}

/**
 * The option letter of a multiple-choice text: a box or `####`, a closing form, "option C is correct", or a bare
 * letter; else the one option whose words close it. Two letters joined are no answer, and no letter is taken out of prose.
 */
export function extractChoice(
  text: string,
  window: Window,
  labels: string,
  choices: readonly Choice[],
): Extraction {
  const box = extractBoxed(text, window);
  if (typeof box === "string") return refused(box);
  const hash = text.lastIndexOf("####", window.end - 1);
  const spans: Span[] = [];
  const regions: (readonly [number, number, Tier])[] = [];
  if (box) regions.push([box.start, box.end, "box"]);
  if (hash >= window.start) regions.push([hash + 4, findSentenceEnd(text, hash + 4, window.end), "hash"]);
  const marker = findMarker(text, window);
  if (marker)
    regions.push([marker.valueStart, findSentenceEnd(text, marker.valueStart, window.end), "marker"]);
  for (const [start, end, tier] of regions) {
    const bare = trimSpan(text, { start, end, tier }, /[\s*_`()."'$]/);
    const isBare = bare.end - bare.start === 1 && labels.includes((text[bare.start] ?? "").toUpperCase());
    const letter = isBare
      ? bare
      : (leadingLetter(text, bare, labels) ??
        namedLetter(text, start, end, labels, tier) ??
        namedOption(text, start, end, choices, tier));
    if (letter === "ambiguous" && spans.length === 0) return refused("ambiguous");
    if (letter && letter !== "ambiguous") spans.push(letter);
  }
  if (spans.length > 0)
    return chooseSpan(
      text,
      spans,
      (a, b) => text.slice(a.start, a.end).toUpperCase() === text.slice(b.start, b.end).toUpperCase(),
    );
  const other = findStatedChoice(text, window, labels, choices);
  if (other) return found(other);
  return refused(marker ? "empty-answer" : "no-answer");
}
