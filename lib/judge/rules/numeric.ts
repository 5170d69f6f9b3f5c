import { compare, decimalFraction, type Fraction, fraction, subtract, zero } from "../../core/fraction.ts";
import { exactNumber, normalizeNumber } from "../grade-number.ts";
import type { NumericComparison } from "./judge-rule.ts";
import type { WayToCompare } from "./way-to-compare.ts";

const sizeOf = ({ numerator, denominator }: Fraction): Fraction =>
  fraction(numerator < 0n ? -numerator : numerator, denominator);

const times = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);

/** Whether two numbers are no further apart than the rule allows, its bounds included. Exact: nothing is rounded. */
function isWithin(answer: Fraction, gold: Fraction, { absolute, relative }: NumericComparison): boolean {
  const distance = sizeOf(subtract(answer, gold));
  const bounds = [
    absolute === null ? zero : decimalFraction(absolute),
    relative === null ? zero : times(decimalFraction(relative), sizeOf(gold)),
  ];
  return bounds.some((bound) => compare(distance, bound) <= 0);
}

/** Numbers by value, equal or within the tolerance; units and percent signs beside them are not looked at. */
export const compareNumbers = (rule: NumericComparison): WayToCompare => ({
  normalize: normalizeNumber,
  problemOf: (gold) => (exactNumber(gold) ? null : "no-number"),
  compare: (answer, gold) => {
    const [given, wanted] = [exactNumber(answer), exactNumber(gold)];
    if (!wanted) return { verdict: "unknown", method: "none", reason: "unparsed-gold", flags: [] };
    if (!given) return { verdict: "unknown", method: "none", reason: "unparsed-answer", flags: [] };
    if (compare(given, wanted) === 0)
      return { verdict: "correct", method: "exact", reason: "equal-exact", flags: [] };
    return isWithin(given, wanted, rule)
      ? { verdict: "correct", method: "exact", reason: "within-tolerance", flags: [] }
      : { verdict: "incorrect", method: "exact", reason: "different-value", flags: [] };
  },
});
