import { type Extraction, refused } from "../extraction.ts";
import { exactNumber } from "../grade-number.ts";
import { numberToken } from "../read-number.ts";

/**
 * The number in a found place: all of it where it is one, else its first number behind a marker (what follows are
 * units and reasons), else its last.
 */
export function narrowToNumber(text: string, extraction: Extraction): Extraction {
  if (!extraction.isFound || extraction.span.tier === "pattern") return extraction;
  const { span } = extraction;
  const place = text.slice(span.start, span.end);
  if (exactNumber(place)) return extraction;
  const numbers = [...place.matchAll(numberToken)];
  const number = span.tier === "marker" ? numbers[0] : numbers.at(-1);
  if (!number) return refused("no-answer");
  const start = span.start + number.index;
  const tier = span.tier === "whole" ? "last-number" : span.tier;
  return { ...extraction, span: { start, end: start + number[0].length, tier } };
}
