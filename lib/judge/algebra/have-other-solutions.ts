import { fraction, type Fraction } from "../../core/fraction.ts";
import { symbolsOf, type Expression } from "../latex/expression.ts";
import { isExactZero, isPositiveBall, magnitudeOf, negateBall } from "./ball.ts";
import { encloseExpression, type Enclosure } from "./enclose-expression.ts";

const bits = 96;
/** Where a root is looked for, in steps of one half with an offset that no answer has. */
const firstStep = -24n;
const lastStep = 24n;
const halvings = 40;
/** A value below 2^-this beside a root may be a zero. */
const smallest = 16;

const between = (low: Fraction, high: Fraction): Fraction =>
  fraction(
    low.numerator * high.denominator + high.numerator * low.denominator,
    2n * low.denominator * high.denominator,
  );
const others: readonly Fraction[] = [
  fraction(7n, 5n),
  fraction(-11n, 7n),
  fraction(13n, 3n),
  fraction(-1n, 9n),
];

const isZeroAt = (value: Enclosure): boolean =>
  [value.re, value.im].every((part) => isExactZero(part) || magnitudeOf(part) < -smallest);

/** The sign of a real value, or null where there is none. */
function signOf(expression: Expression, symbols: ReadonlyMap<string, Fraction>): 1 | -1 | null {
  const enclosed = encloseExpression(expression, symbols, bits);
  if (!enclosed || enclosed.isComplex) return null;
  if (isPositiveBall(enclosed.value.re)) return 1;
  return isPositiveBall(negateBall(enclosed.value.re)) ? -1 : null;
}

/** A point within 2^-40 of where the formula passes through zero along one symbol, or null where none is found. */
function rootAlong(
  expression: Expression,
  name: string,
  fixed: ReadonlyMap<string, Fraction>,
): ReadonlyMap<string, Fraction> | null {
  const at = (value: Fraction) => new Map([...fixed, [name, value]]);
  for (let step = firstStep; step < lastStep; step++) {
    let [low, high] = [fraction(10n * step + 1n, 20n), fraction(10n * step + 11n, 20n)];
    const [below, above] = [signOf(expression, at(low)), signOf(expression, at(high))];
    if (below === null || above === null || below === above) continue;
    for (let count = 0; count < halvings; count++) {
      const middle = between(low, high);
      if (signOf(expression, at(middle)) === above) high = middle;
      else low = middle;
    }
    const found = encloseExpression(expression, at(high), bits);
    if (found && isZeroAt(found.value)) return at(high);
  }
  return null;
}

/**
 * Whether two formulas are zero at different places: a real zero of one is found by a change of sign, and the other is
 * far from zero there. Shown at two places at least; false shows nothing.
 */
export function haveOtherSolutions(a: Expression, b: Expression): boolean {
  const names = [...new Set([...symbolsOf(a), ...symbolsOf(b)])].toSorted();
  const own = names.filter((name) => symbolsOf(a).includes(name));
  const [along] = own;
  if (along === undefined || names.length > 3) return false;
  let shown = 0;
  for (const turn of names.length === 1 ? [0] : others.keys()) {
    const fixed = new Map(
      names
        .filter((name) => name !== along)
        .map((name, index) => [name, others[(turn + index) % others.length] ?? fraction(1)] as const),
    );
    const root = rootAlong(a, along, fixed);
    const there = root && encloseExpression(b, root, bits);
    if (!there || there.isComplex) continue;
    if (isZeroAt(there.value)) return false;
    shown++;
  }
  return shown >= (names.length === 1 ? 1 : 2);
}
