import { decimalFraction, fraction, add, type Fraction } from "../core/fraction.ts";
import { multiplyFractions } from "./algebra/sum.ts";
import { limits } from "./limits.ts";
import { numberWords } from "./number-words.ts";

const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const digits = String.raw`(?:\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)`;

/** One number token: it starts and ends on a digit or a scale word; a sign counts only where nothing it could subtract from stands before. */
export const numberToken = new RegExp(
  String.raw`(?<![\w.\\)}\]])(?:(?<!\d[ ]?)[-+])?(?:\\?[$£€¥][ ]?)?(?:(?<=[$£€¥][ ]?)-)?${digits}(?:[ ]\d{1,6}\/\d{1,6}(?![\d.])|\/${digits})?(?:[ ](?:hundred|thousand|million|billion|trillion)\b)?|\b(?:${[...numberWords.keys()].join("|")})\b`,
  "gi",
);

/** The exact value of a number token ("-$1,250.50", "3 1/2", "2 million", "seven"), or null where it is none. */
export function readNumber(raw: string): Fraction | null {
  if (raw.length > limits.digits) return null;
  const text = raw
    .trim()
    .toLowerCase()
    .replace(/\{,\}|\\,/g, ",")
    .replace(/[$£€¥\\ ]*([$£€¥])\s*/g, "");
  const word = numberWords.get(text);
  if (word !== undefined) return fraction(word);
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
  if (scale !== undefined) value = multiplyFractions(value, fraction(scales[scale] ?? 1));
  return sign === "-" || inner === "-" ? fraction(-value.numerator, value.denominator) : value;
}
