import { MalthouseError } from "../../core/errors.ts";
import { compare, fraction, one, zero, type Fraction } from "../../core/fraction.ts";
import type { Expression } from "../latex/expression.ts";
import { limits } from "../limits.ts";
import { exactTrig } from "./exact-trig.ts";
import { factor } from "./factor.ts";
import {
  addRatios,
  constantOf,
  invertRatio,
  multiplyRatios,
  negateRatio,
  powerOfRatio,
  ratioOf,
  ratioOfAtom,
  ratioText,
  termOf,
  type Ratio,
} from "./ratio.ts";
import { takePower } from "./root.ts";
import { keyOf, type Powers } from "./sum.ts";

function wholeOf(ratio: Ratio, largest: number): bigint {
  const value = constantOf(ratio);
  if (!value || value.denominator !== 1n || value.numerator < 0n)
    throw new MalthouseError("invalid_request", "not a whole number");
  if (value.numerator > BigInt(largest))
    throw new MalthouseError("too_large", "a factorial in the answer is too large");
  return value.numerator;
}

function factorial(value: bigint): bigint {
  let result = 1n;
  for (let factorOf = 2n; factorOf <= value; factorOf++) result *= factorOf;
  return result;
}

function binomial(n: bigint, k: bigint): bigint {
  let result = 1n;
  for (let index = 1n; index <= k; index++) result = (result * (n - k + index)) / index;
  return k > n ? 0n : result;
}

/** n choose k; with a small k and symbols in n a product of k factors. */
function chooseOf(n: Ratio, k: Ratio): Ratio {
  if (constantOf(n))
    return ratioOf(fraction(binomial(wholeOf(n, limits.factorial), wholeOf(k, limits.factorial))));
  const below = constantOf(k);
  if (!below) return ratioOfAtom(`?choose${ratioText(n)},${ratioText(k)}`);
  const count = wholeOf(k, 12);
  let result = ratioOf(one);
  for (let index = 0n; index < count; index++)
    result = multiplyRatios(
      multiplyRatios(result, addRatios(n, ratioOf(fraction(-index)))),
      ratioOf(fraction(1n, index + 1n)),
    );
  return result;
}

/** The largest whole number not above. */
function wholeBelow({ numerator, denominator }: Fraction): bigint {
  const towardsZero = numerator / denominator;
  return numerator < 0n && numerator % denominator !== 0n ? towardsZero - 1n : towardsZero;
}

/** ln of a rational above 0 as a sum over primes, of e as 1, of a symbol as an atom of its own. */
function logarithm(of: Ratio): Ratio {
  const constant = constantOf(of);
  if (constant && compare(constant, zero) > 0) {
    let result = ratioOf(zero);
    for (const [side, sign] of [
      [constant.numerator, 1n],
      [constant.denominator, -1n],
    ] as const)
      for (const [prime, count] of factor(side))
        result = addRatios(
          result,
          multiplyRatios(ratioOf(fraction(sign * count)), ratioOfAtom(`ln#${prime}`)),
        );
    return result;
  }
  const term = termOf(of);
  const [atom, ...others] = term && compare(term.coefficient, one) === 0 ? [...term.powers] : [];
  if (atom && others.length === 0 && atom[0] === "e") return ratioOf(atom[1]);
  if (atom && others.length === 0 && atom[0].startsWith("#"))
    return multiplyRatios(ratioOf(atom[1]), ratioOfAtom(`ln${atom[0]}`));
  if (
    atom &&
    others.length === 0 &&
    /^\p{L}+(?:_\w+)?$/u.test(atom[0]) &&
    atom[1].denominator === 1n &&
    atom[1].numerator % 2n !== 0n
  )
    return multiplyRatios(ratioOf(atom[1]), ratioOfAtom(`ln ${atom[0]}`));
  return ratioOfAtom(`?ln${ratioText(of)}`);
}

const isPlainE = (roots: readonly (readonly [string, Fraction])[]): boolean =>
  roots.length === 1 && roots[0]?.[0] === "e" && compare(roots[0][1], one) === 0;

/** What the only atom of an exponent is the logarithm of, or null where there is more than one logarithm. */
function logarithmArgument(powers: Powers): string | null {
  const [only, ...others] = [...powers];
  return only && others.length === 0 && compare(only[1], one) === 0 ? only[0].replace(/^ln ?/, "") : null;
}

/** A power with symbols in its exponent: one factor for each term, so that 2^(n+1) is 2 · 2^n. */
function symbolicPower(base: Ratio, exponent: Ratio): Ratio {
  const opaque = ratioOfAtom(`?pow${ratioText(base)}^${ratioText(exponent)}`);
  const constant = constantOf(base);
  const term = termOf(base);
  const roots: (readonly [string, Fraction])[] = [];
  if (constant && compare(constant, zero) > 0) {
    for (const [prime, count] of factor(constant.numerator)) roots.push([`#${prime}`, fraction(count)]);
    for (const [prime, count] of factor(constant.denominator)) roots.push([`#${prime}`, fraction(-count)]);
  } else if (term && !constant && compare(term.coefficient, one) === 0 && term.powers.size === 1)
    roots.push(...term.powers);
  else return opaque;
  // A power of a power, and logarithms in an exponent, have equal values under other names: 2^(ln 3) is 3^(ln 2).
  if (exponent.bottom.size !== 1 || roots.some(([atom]) => atom.includes("^["))) return opaque;
  let result = ratioOf(one);
  for (const { coefficient, powers } of exponent.top.values()) {
    if (powers.has("i")) return opaque;
    if ([...powers.keys()].some((atom) => atom.startsWith("ln"))) {
      const argument = isPlainE(roots) ? logarithmArgument(powers) : null;
      if (argument === null) return opaque;
      result = multiplyRatios(result, ratioOfAtom(argument, coefficient));
      continue;
    }
    for (const [atom, count] of roots) {
      const power = fraction(
        coefficient.numerator * count.numerator,
        coefficient.denominator * count.denominator,
      );
      const name = powers.size === 0 ? atom : `${atom.replace("#", "")}^[${keyOf(powers)}]`;
      result = multiplyRatios(result, ratioOfAtom(name, power));
    }
  }
  return result;
}

function power(base: Ratio, exponent: Ratio): Ratio {
  const constant = constantOf(exponent);
  if (!constant) return symbolicPower(base, exponent);
  if (constant.denominator === 1n) return powerOfRatio(base, constant.numerator);
  return takePower(base, constant);
}

function applyFunction(name: string, parts: readonly Ratio[]): Ratio {
  const [first, second] = parts;
  if (!first) throw new MalthouseError("invalid_request", "a function without an argument");
  switch (name) {
    case "factorial":
      if (!constantOf(first)) return ratioOfAtom(`?factorial${ratioText(first)}`);
      return ratioOf(fraction(factorial(wholeOf(first, limits.factorial))));
    case "binomial":
      return chooseOf(first, second ?? first);
    case "floor":
    case "ceil": {
      const constant = constantOf(first);
      if (!constant) return ratioOfAtom(`?${name}${ratioText(first)}`);
      const whole = wholeBelow(constant);
      const isUp = name === "ceil" && constant.denominator !== 1n;
      return ratioOf(fraction(isUp ? whole + 1n : whole));
    }
    case "degrees":
      return multiplyRatios(first, multiplyRatios(ratioOfAtom("π"), ratioOf(fraction(1, 180))));
    case "exp":
      return power(ratioOfAtom("e"), first);
    case "ln":
      return logarithm(first);
    case "log":
      return multiplyRatios(logarithm(first), invertRatio(logarithm(second ?? ratioOf(fraction(10)))));
    case "abs": {
      const constant = constantOf(first);
      if (constant) return constant.numerator < 0n ? negateRatio(first) : first;
      return ratioOfAtom(`?abs${ratioText(first)}`);
    }
    default: {
      const turns = constantOf(multiplyRatios(first, invertRatio(ratioOfAtom("π"))));
      return (turns && exactTrig(name, turns)) ?? ratioOfAtom(`?${name}${ratioText(first)}`);
    }
  }
}

/**
 * The exact normal form of a formula. Forms without an opaque atom are equal exactly where their values are.
 * Throws MalthouseError: `too_large` above the limits, `invalid_request` where it has no value.
 */
export function normalizeExpression(expression: Expression): Ratio {
  switch (expression.kind) {
    case "number":
      return ratioOf(expression.value);
    case "symbol":
      return ratioOfAtom(expression.name);
    case "sum":
      return expression.parts.map(normalizeExpression).reduce(addRatios);
    case "product":
      return expression.parts.map(normalizeExpression).reduce(multiplyRatios);
    case "inverse":
      return invertRatio(normalizeExpression(expression.of));
    case "power":
      return power(normalizeExpression(expression.base), normalizeExpression(expression.exponent));
    case "call":
      return applyFunction(expression.name, expression.parts.map(normalizeExpression));
  }
}
