import type { Reason } from "./judgement.ts";

type Place = { readonly start: number; readonly end: number };

const mathSpan =
  /\$\$[^$]{1,2000}\$\$|\$[^$\n]{1,2000}\$|\\\((?:[^\\]|\\(?!\))){1,2000}\\\)|\\\[(?:[^\\]|\\(?!\])){1,2000}\\\]/g;
const listJoint = /^\s{0,2}(?:[,;]|,?\s(?:and|or))\s{0,2}$/i;
const equals = /^\s{0,2}(?:=|is|equals|is equal to)\s{0,2}$/i;
/** Words that deny the formula behind them or make it a part only, unless "is" stands between. */
const before =
  /(?:\b(?:not|never|cannot|than|except|half|third|quarter|twice|double|square|cube|root|reciprocal|inverse|multiple|power|divisible|between|times|plus|minus|sum|difference|product)|n't)\b(?:(?!\b(?:is|are|equals|be)\b|[.;:=])[^\n]){0,24}$/i;
const behind =
  /^\s?(?:times|plus|minus|more|less|fewer|hundred|thousand|million|billion|trillion|dozen|squared|cubed|thirds|and a (?:half|third|quarter)|out of|to (?=[$\d])|[-+/*](?=\s?[$\d])|(?:percent )?of\s\$)(?![a-z])|^\s?\$/i;

/**
 * The place of the formula that a closing sentence gives: the first, with those it lists beside it ("$2$ and $3$"), or what
 * it is said to equal ("$a+b$ is $5$"). `ambiguous` where words make it only a part or deny it ("not $5$", "half of $x$");
 * null where there is none, or where formulas stand about in prose.
 */
export function findFormula(sentence: string): Place | Reason | null {
  const formulas: Place[] = [...sentence.matchAll(mathSpan)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  let [place] = formulas;
  if (!place) return null;
  const { start } = place;
  let count = 1;
  for (const next of formulas.slice(1)) {
    const between = sentence.slice(place.end, next.start);
    if (equals.test(between)) place = next;
    else if (listJoint.test(between)) place = { start: place.start, end: next.end };
    else break;
    count += 1;
  }
  if (before.test(sentence.slice(0, start)) || behind.test(sentence.slice(place.end))) return "ambiguous";
  const isLed = /^[\s*_`]*$/.test(sentence.slice(0, start));
  return isLed || count === formulas.length ? place : null;
}
