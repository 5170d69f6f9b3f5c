import { MalthouseError } from "../../core/errors.ts";
import { add as addFractions, fraction, one, type Fraction } from "../../core/fraction.ts";
import { limits } from "../limits.ts";

/**
 * An atom is what a term is a product of, by name: "x", "π", "e", "i", "#2" (a prime under a root),
 * "ln#2", "2^[x]" (2 to the power of a symbol), and "?…", a form the algebra cannot open.
 */
export type Powers = ReadonlyMap<string, Fraction>;
export type Term = { readonly coefficient: Fraction; readonly powers: Powers };
/**
 * A sum of terms by the key of their powers. Radicals of primes with exponents in (0, 1) are linearly
 * independent over the rationals (Besicovitch 1940), so equal values have equal sums.
 */
export type Sum = ReadonlyMap<string, Term>;

const isWhole = ({ denominator }: Fraction): boolean => denominator === 1n;

/** Whole numbers need no common divisor, which is what long ones cost most. */
export const multiplyFractions = (a: Fraction, b: Fraction): Fraction =>
  isWhole(a) && isWhole(b)
    ? { numerator: a.numerator * b.numerator, denominator: 1n }
    : fraction(a.numerator * b.numerator, a.denominator * b.denominator);

const sumFractions = (a: Fraction, b: Fraction): Fraction =>
  isWhole(a) && isWhole(b) ? { numerator: a.numerator + b.numerator, denominator: 1n } : addFractions(a, b);

/** Terms of one side times terms of the other, above which a product is not expanded. */
const mostProducts = 4_000;

const largest = 1n << BigInt(limits.coefficientBits);
const isSmall = ({ numerator, denominator }: Fraction): boolean =>
  numerator < largest && -numerator < largest && denominator < largest;

/** The name under which a sum holds terms with these powers. */
export const keyOf = (powers: Powers): string =>
  [...powers]
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([atom, { numerator, denominator }]) => `${atom}~${numerator}/${denominator}`)
    .join("·");

/** The sum's own text: equal sums have equal texts. */
export const sumText = (sum: Sum): string =>
  [...sum]
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, { coefficient }]) => `${coefficient.numerator}/${coefficient.denominator}[${key}]`)
    .join("+");

/** Throws MalthouseError `too_large` when the sum has more terms or longer numbers than the judge reads. */
export function sumOf(terms: Iterable<Term>): Sum {
  const sum = new Map<string, Term>();
  for (const term of terms) {
    if (!isSmall(term.coefficient))
      throw new MalthouseError("too_large", "a number in the answer has too many digits");
    const key = keyOf(term.powers);
    const before = sum.get(key);
    const coefficient = before ? sumFractions(before.coefficient, term.coefficient) : term.coefficient;
    if (coefficient.numerator === 0n) sum.delete(key);
    else sum.set(key, { coefficient, powers: term.powers });
    if (sum.size > limits.terms)
      throw new MalthouseError("too_large", "the expanded answer has too many terms");
  }
  return sum;
}

/** The term with powers of "i" below 2 and roots of primes below 1. */
export function reduceTerm(coefficient: Fraction, powers: Powers): Term {
  const kept = new Map<string, Fraction>();
  let reduced = coefficient;
  for (const [atom, exponent] of powers) {
    if (exponent.numerator === 0n) continue;
    if (atom === "i" && exponent.denominator === 1n) {
      const turn = ((exponent.numerator % 4n) + 4n) % 4n;
      if (turn >= 2n) reduced = multiplyFractions(reduced, fraction(-1));
      if (turn % 2n === 1n) kept.set("i", one);
    } else if (atom.startsWith("#")) {
      const { numerator, denominator } = exponent;
      const rest = ((numerator % denominator) + denominator) % denominator;
      const whole = (numerator - rest) / denominator;
      const prime = BigInt(atom.slice(1));
      if (whole > BigInt(limits.exponent) || -whole > BigInt(limits.exponent))
        throw new MalthouseError("too_large", "a power in the answer is too high");
      const factor = prime ** (whole < 0n ? -whole : whole);
      reduced = multiplyFractions(reduced, whole < 0n ? fraction(1, factor) : fraction(factor));
      if (rest !== 0n) kept.set(atom, fraction(rest, denominator));
    } else kept.set(atom, exponent);
  }
  return { coefficient: reduced, powers: kept };
}

export function multiplyTerms(a: Term, b: Term): Term {
  const powers = new Map(a.powers);
  for (const [atom, exponent] of b.powers) {
    const before = powers.get(atom);
    powers.set(atom, before ? sumFractions(before, exponent) : exponent);
  }
  return reduceTerm(multiplyFractions(a.coefficient, b.coefficient), powers);
}

export const addSums = (a: Sum, b: Sum): Sum => sumOf([...a.values(), ...b.values()]);

/** Throws MalthouseError `too_large` where the product would be. */
export function multiplySums(a: Sum, b: Sum): Sum {
  if (a.size * b.size > mostProducts) throw new MalthouseError("too_large", "the answer expands too far");
  const right = [...b.values()];
  return sumOf([...a.values()].flatMap((term) => right.map((other) => multiplyTerms(term, other))));
}

export const isOpaque = (sum: Sum): boolean =>
  [...sum.values()].some((term) => [...term.powers.keys()].some((atom) => atom.includes("?")));
