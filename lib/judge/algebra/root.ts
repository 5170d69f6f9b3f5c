import { compare, fraction, zero, type Fraction } from "../../core/fraction.ts";
import { factor } from "./factor.ts";
import {
  addRatios,
  constantOf,
  invertRatio,
  multiplyRatios,
  powerOfRatio,
  ratioOf,
  ratioOfAtom,
  ratioText,
  subtractRatios,
  termOf,
  type Ratio,
} from "./ratio.ts";
import { multiplyFractions, multiplyTerms, sumOf, type Term } from "./sum.ts";

const half = fraction(1, 2);

/** A rational to a rational power: primes under roots, -1 as i. Null where the base is negative and no square root is asked. */
function powerOfRational(base: Fraction, exponent: Fraction): Ratio | null {
  if (base.numerator === 0n) return exponent.numerator > 0n ? ratioOf(zero) : null;
  let result = ratioOf(fraction(1));
  if (base.numerator < 0n) {
    if (exponent.denominator === 2n) result = powerOfRatio(ratioOfAtom("i"), exponent.numerator);
    else if (exponent.denominator % 2n === 1n)
      result = powerOfRatio(ratioOf(fraction(-1)), exponent.numerator);
    else return null;
  }
  for (const [side, sign] of [
    [base.numerator < 0n ? -base.numerator : base.numerator, 1n],
    [base.denominator, -1n],
  ] as const) {
    for (const [prime, count] of factor(side)) {
      const power = fraction(sign * count * exponent.numerator, exponent.denominator);
      result = multiplyRatios(result, ratioOfAtom(`#${prime}`, power));
    }
  }
  return result;
}

/** A product to a rational power, or null where a sign could be lost: the root of x² is not always x. */
function powerOfTerm({ coefficient, powers }: Term, exponent: Fraction): Ratio | null {
  let result = powerOfRational(coefficient, exponent);
  for (const [atom, power] of powers) {
    const isPositive = atom.startsWith("#") || atom === "π" || atom === "e";
    const isOdd = power.numerator % 2n !== 0n && power.denominator === 1n;
    if (!result || (!isPositive && !(isOdd && !atom.includes("?") && atom !== "i"))) return null;
    result = multiplyRatios(result, ratioOfAtom(atom, multiplyFractions(power, exponent)));
  }
  return result;
}

const squareOf = (term: Term): Ratio => ({ ...ratioOf(zero), top: sumOf([multiplyTerms(term, term)]) });

/** √(a + b√c) as √x ± √y where a² − b²c is the square of a rational. */
function denest(base: Ratio): Ratio | null {
  const terms = [...base.top.values()];
  const whole = terms.find((term) => term.powers.size === 0);
  const surd = terms.find((term) => term !== whole);
  if (terms.length !== 2 || !whole || !surd || whole.coefficient.numerator <= 0n) return null;
  if (![...surd.powers].every(([atom, power]) => atom.startsWith("#") && power.denominator === 2n))
    return null;
  const square = constantOf(subtractRatios(squareOf(whole), squareOf(surd)));
  const root = square && square.numerator >= 0n ? constantOf(powerOfRational(square, half) ?? base) : null;
  if (!root) return null;
  const sides = [1n, -1n].map((sign) => {
    const sum = addRatios(
      ratioOf(whole.coefficient),
      ratioOf(fraction(sign * root.numerator, root.denominator)),
    );
    return powerOfRational(multiplyFractions(constantOf(sum) ?? zero, half), half);
  });
  const [larger, smaller] = sides;
  if (!larger || !smaller) return null;
  return compare(surd.coefficient, zero) > 0 ? addRatios(larger, smaller) : subtractRatios(larger, smaller);
}

/** A ratio to a rational power; what cannot be opened exactly becomes an opaque atom. */
export function takePower(base: Ratio, exponent: Fraction): Ratio {
  if (exponent.denominator === 1n) return powerOfRatio(base, exponent.numerator);
  const term = termOf(base);
  const constant = constantOf(base);
  const opened = constant
    ? powerOfRational(constant, exponent)
    : term
      ? powerOfTerm(term, exponent)
      : exponent.denominator === 2n && base.bottom.size === 1
        ? denest(base)
        : null;
  if (opened) return constant || term ? opened : powerOfRatio(opened, exponent.numerator);
  if (exponent.numerator < 0n)
    return invertRatio(takePower(base, fraction(-exponent.numerator, exponent.denominator)));
  return ratioOfAtom(`?(${ratioText(base)})`, exponent);
}
