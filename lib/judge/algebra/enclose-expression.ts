import { MalthouseError } from "../../core/errors.ts";
import type { Fraction } from "../../core/fraction.ts";
import type { Expression } from "../latex/expression.ts";
import { limits } from "../limits.ts";
import {
  addBalls,
  ballOf,
  bitsOf,
  exactBall,
  invertBall,
  isExactZero,
  isPositiveBall,
  magnitudeOf,
  mayBeZero,
  multiplyBalls,
  negateBall,
  refuseBall,
  rootOfBall,
  zeroBall,
  type Ball,
} from "./ball.ts";
import {
  angleOf,
  exponentialOfBall,
  inverseTangentOfBall,
  logarithmOfBall,
  piBall,
  sineAndCosineOfBall,
} from "./ball-functions.ts";
import { rationalOf } from "./rational-of.ts";

/** A complex number between two balls; an imaginary part of exactly zero makes it real. */
export type Enclosure = { readonly re: Ball; readonly im: Ball };

export type Enclosed = {
  readonly value: Enclosure;
  readonly widest: number;
  readonly isComplex: boolean;
};

const real = (re: Ball): Enclosure => ({ re, im: zeroBall });
const canBeReal = ({ im }: Enclosure): boolean => mayBeZero(im);
const isReal = ({ im }: Enclosure): boolean => isExactZero(im);

/** Roots above this order are not worked out. */
const highestRoot = 64n;

/** Works one formula out at one precision, noting what it met on the way. */
class Encloser {
  private readonly symbols: ReadonlyMap<string, Fraction>;
  private readonly bits: number;
  widest = 0;
  isComplex = false;

  constructor(symbols: ReadonlyMap<string, Fraction>, bits: number) {
    this.symbols = symbols;
    this.bits = bits;
  }

  of(expression: Expression): Enclosure {
    const value = this.read(expression);
    for (const part of [value.re, value.im]) if (!mayBeZero(part)) this.meet(Math.abs(magnitudeOf(part)));
    if (!isReal(value) && !canBeReal(value)) this.isComplex = true;
    return value;
  }

  private meet(bits: number): void {
    this.widest = Math.max(this.widest, bits);
  }

  private read(expression: Expression): Enclosure {
    switch (expression.kind) {
      case "number":
        this.meet(Math.max(bitsOf(expression.value.numerator), bitsOf(expression.value.denominator)));
        return real(ballOf(expression.value, this.bits));
      case "symbol":
        return this.symbol(expression.name);
      case "sum":
        return expression.parts.map((part) => this.of(part)).reduce((a, b) => this.add(a, b));
      case "product":
        return expression.parts.map((part) => this.of(part)).reduce((a, b) => this.multiply(a, b));
      case "inverse":
        return this.invert(this.of(expression.of));
      case "power":
        return this.power(this.of(expression.base), expression.exponent);
      case "call":
        return this.call(expression.name, expression.parts);
    }
  }

  private symbol(name: string): Enclosure {
    if (name === "π") return real(piBall(this.bits));
    if (name === "e") return real(exponentialOfBall(exactBall(1n), this.bits));
    if (name === "i") return { re: zeroBall, im: exactBall(1n) };
    const value = this.symbols.get(name);
    return value ? real(ballOf(value, this.bits)) : refuseBall(`${name} stands for nothing`);
  }

  private add(a: Enclosure, b: Enclosure): Enclosure {
    return { re: addBalls(a.re, b.re, this.bits), im: addBalls(a.im, b.im, this.bits) };
  }

  private times(a: Ball, b: Ball): Ball {
    return multiplyBalls(a, b, this.bits);
  }

  private multiply(a: Enclosure, b: Enclosure): Enclosure {
    return {
      re: addBalls(this.times(a.re, b.re), negateBall(this.times(a.im, b.im)), this.bits),
      im: addBalls(this.times(a.re, b.im), this.times(a.im, b.re), this.bits),
    };
  }

  private squaredSize({ re, im }: Enclosure): Ball {
    return addBalls(this.times(re, re), this.times(im, im), this.bits);
  }

  private invert(a: Enclosure): Enclosure {
    if (isReal(a)) return real(invertBall(a.re, this.bits));
    const scale = invertBall(this.squaredSize(a), this.bits);
    return { re: this.times(a.re, scale), im: negateBall(this.times(a.im, scale)) };
  }

  private wholePower(base: Enclosure, exponent: bigint): Enclosure {
    if (exponent < 0n) return this.invert(this.wholePower(base, -exponent));
    if (exponent > BigInt(limits.exponent)) return refuseBall("a power that is too high");
    let [result, square, left] = [real(exactBall(1n)), base, exponent];
    while (left > 0n) {
      if (left % 2n === 1n) result = this.multiply(result, square);
      left /= 2n;
      if (left > 0n) square = this.multiply(square, square);
    }
    return result;
  }

  private power(base: Enclosure, exponent: Expression): Enclosure {
    const rational = rationalOf(exponent);
    if (rational?.denominator === 1n) return this.wholePower(base, rational.numerator);
    if (rational && isReal(base) && rational.denominator <= highestRoot) {
      const order = Number(rational.denominator);
      if (isPositiveBall(base.re) || isExactZero(base.re))
        return this.wholePower(real(rootOfBall(base.re, order, this.bits)), rational.numerator);
      if (order % 2 === 1 && isPositiveBall(negateBall(base.re)))
        return this.wholePower(
          real(negateBall(rootOfBall(negateBall(base.re), order, this.bits))),
          rational.numerator,
        );
    }
    if (isReal(base) && isExactZero(base.re)) return refuseBall("a power of zero");
    return this.exponential(this.multiply(this.of(exponent), this.logarithm(base)));
  }

  private exponential({ re, im }: Enclosure): Enclosure {
    const size = exponentialOfBall(re, this.bits);
    if (isExactZero(im)) return real(size);
    const [sine, cosine] = sineAndCosineOfBall(im, this.bits);
    return { re: this.times(size, cosine), im: this.times(size, sine) };
  }

  private logarithm(a: Enclosure): Enclosure {
    if (isReal(a) && isPositiveBall(a.re)) return real(logarithmOfBall(a.re, this.bits));
    const size = logarithmOfBall(this.squaredSize(a), this.bits);
    return { re: { ...size, exponent: size.exponent - 1 }, im: angleOf(a.re, a.im, this.bits) };
  }

  private size(a: Enclosure): Ball {
    if (!isReal(a)) return rootOfBall(this.squaredSize(a), 2, this.bits);
    if (isPositiveBall(a.re) || isExactZero(a.re)) return a.re;
    return isPositiveBall(negateBall(a.re)) ? negateBall(a.re) : refuseBall("a size that may be zero");
  }

  private call(name: string, parts: readonly Expression[]): Enclosure {
    const [first, second] = parts.map((part) => this.of(part));
    if (!first) return refuseBall("a function without an argument");
    switch (name) {
      case "ln":
        return this.logarithm(first);
      case "log":
        return this.multiply(
          this.logarithm(first),
          this.invert(this.logarithm(second ?? real(exactBall(10n)))),
        );
      case "exp":
        return this.exponential(first);
      case "abs":
        return real(this.size(first));
      case "degrees":
        return this.multiply(
          first,
          real(this.times(piBall(this.bits), invertBall(exactBall(180n), this.bits))),
        );
      default:
        return isReal(first)
          ? real(this.realFunction(name, first.re))
          : refuseBall(`${name} of a complex number`);
    }
  }

  private realFunction(name: string, x: Ball): Ball {
    const rest = () =>
      rootOfBall(addBalls(exactBall(1n), negateBall(this.times(x, x)), this.bits), 2, this.bits);
    switch (name) {
      case "arctan":
        return inverseTangentOfBall(x, this.bits);
      case "arcsin":
        return angleOf(rest(), x, this.bits);
      case "arccos":
        return angleOf(x, rest(), this.bits);
    }
    const [sine, cosine] = sineAndCosineOfBall(x, this.bits);
    switch (name) {
      case "sin":
        return sine;
      case "cos":
        return cosine;
      case "tan":
        return this.times(sine, invertBall(cosine, this.bits));
      case "cot":
        return this.times(cosine, invertBall(sine, this.bits));
      case "sec":
        return invertBall(cosine, this.bits);
      case "csc":
        return invertBall(sine, this.bits);
      default:
        return refuseBall(name);
    }
  }
}

/**
 * A formula's value between proven bounds, worked out with `bits` bits, symbols standing for the fractions given; roots
 * are principal, odd roots of negative numbers real. `widest` is the largest size or smallness met on the way, in bits,
 * digits of numbers as written included; `isComplex` that some part of it was not real. Null where it has no value there
 * or none that could be enclosed.
 */
export function encloseExpression(
  expression: Expression,
  symbols: ReadonlyMap<string, Fraction>,
  bits: number,
): Enclosed | null {
  try {
    const encloser = new Encloser(symbols, bits);
    const value = encloser.of(expression);
    return { value, widest: encloser.widest, isComplex: encloser.isComplex };
  } catch (error) {
    if (error instanceof MalthouseError || error instanceof RangeError) return null;
    throw error;
  }
}
