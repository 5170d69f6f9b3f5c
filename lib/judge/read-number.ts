import { decimalFraction, fraction, add, type Fraction } from "../core/fraction.ts";
import { multiplyFractions } from "./algebra/sum.ts";
import { limits } from "./limits.ts";
import { numberWordsPattern, readNumberWords, scaleWords } from "./number-words.ts";

/** "3,14", "1,23,456" and "907185000,000" are no numbers: whether their comma groups, points or lists is not told. */
const noGroup = String.raw`(?!\d|(?:,|\{,\}|\\,)\d)`;
const digits = String.raw`(?:\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+${noGroup}(?:\.\d+)?|\d+${noGroup}(?:\.\d+)?|\.\d+)`;

/** Behind digits: what makes them a part of another number ("5k", "2e3", "2 thirds", "1 500", "5 squared"). */
const changed = String.raw`[abknxyz]\b|e[-+]?\d|(?<=[$£€¥][ ]?[\d.,]{1,20})m{1,2}\b|[ ]?[½¼¾⅓⅔²³√π]|[ ](?:dozen|pi|sqrt|squared|cubed|halves|and a (?:half|quarter|third))\b|[ -](?:third|fourth|fifth|sixth|eighth|tenth)s\b|(?<=(?<![\d.,/])\d{1,3})[ ]\d{3}(?![\d/])|\s?\\(?:[dt]?frac|sqrt|pi)\b`;

/** One number token, a plain LaTeX fraction among them: it starts and ends on a digit or a scale word; a sign counts only where nothing it could subtract from stands before. */
export const numberToken = new RegExp(
  String.raw`(?<![\w.\\)}\]√]|\d(?:,|\{,\}|\\,)|(?<![\w.,/])\d{1,3}[ ](?=\d{3}(?![\d/]))|\d['_])(?:(?<!\d[ ]?)[-+]|(?<=(?:^|[=({]|\bis)[ ]?)-[ ])?(?:\\?[$£€¥][ ]?)?(?:(?<=[$£€¥][ ]?)-)?${digits}(?:[ ]\d{1,6}\/\d{1,6}(?!\d|\.\d)|\/${digits})?(?:[ ](?:hundred|thousand|million|billion|trillion)\b)?(?!\d|[.,'_]\d|${changed})|(?<![\w.\\)}\]]|\d[ ])-?\\[dt]?frac\{\d{1,40}\}\{\d{1,40}\}|${numberWordsPattern}`,
  "gi",
);

/** The exact value of a number token ("-$1,250.50", "3 1/2", "2 million", "two hundred and six"), or null where it is none. */
export function readNumber(raw: string): Fraction | null {
  if (raw.length > limits.digits) return null;
  const text = raw
    .trim()
    .toLowerCase()
    .replace(/\{,\}|\\,/g, ",")
    .replace(/[$£€¥\\ ]*([$£€¥])\s*/g, "");
  const inWords = /^[a-z]/.test(text) ? readNumberWords(text) : null;
  if (inWords !== null) return fraction(inWords);
  const match =
    /^([-+]?)\s?(-?)((?:\d[\d,]*)?(?:\.\d+)?)(?:\s(\d+)\/(\d+)|\/(\d[\d,.]*))?(?:\s(hundred|thousand|million|billion|trillion))?$/.exec(
      text,
    );
  if (!match?.[3]) return null;
  const [, sign = "", inner = "", whole = "", top, bottom, divisor, scale] = match;
  if (whole.includes(",") && !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(whole)) return null;
  const plain = (part: string): Fraction => decimalFraction(part.replaceAll(",", "").replace(/^\./, "0."));
  let value = plain(whole);
  if (top !== undefined && bottom !== undefined) {
    if (BigInt(bottom) === 0n) return null;
    value = add(value, fraction(BigInt(top), BigInt(bottom)));
  }
  if (divisor !== undefined) {
    if (!/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$/.test(divisor)) return null;
    const below = plain(divisor);
    if (below.numerator === 0n) return null;
    value = multiplyFractions(value, fraction(below.denominator, below.numerator));
  }
  if (scale !== undefined)
    value = multiplyFractions(value, fraction(10n ** BigInt(scaleWords.get(scale) ?? 0)));
  return sign === "-" || inner === "-" ? fraction(-value.numerator, value.denominator) : value;
}
