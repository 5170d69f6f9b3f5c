import type { Fraction } from "../../core/fraction.ts";
import { greatestCommonDivisor } from "../../core/greatest-common-divisor.ts";
import type { Expression } from "../latex/expression.ts";
import { bitsOf } from "./ball.ts";
import { rationalOf } from "./rational-of.ts";

/** Binary logarithms of the bounds on an algebraic number's numerator and denominator and on all their conjugates. */
type Bounds = { readonly top: number; readonly bottom: number };

const trigonometric = new Set(["sin", "cos", "tan", "sec", "csc", "cot"]);
const written = (expression: Expression): string =>
  JSON.stringify(expression, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

const rationalBounds = ({ numerator, denominator }: Fraction): Bounds => ({
  top: bitsOf(numerator),
  bottom: bitsOf(denominator),
});
const productOf = (a: Bounds, b: Bounds): Bounds => ({ top: a.top + b.top, bottom: a.bottom + b.bottom });
const sumOf = (a: Bounds, b: Bounds): Bounds => ({
  top: Math.max(a.top + b.bottom, a.bottom + b.top) + 1,
  bottom: a.bottom + b.bottom,
});
const inverseOf = ({ top, bottom }: Bounds): Bounds => ({ top: bottom, bottom: top });
const powerOf = (base: Bounds, exponent: bigint): Bounds => {
  const times = Number(exponent < 0n ? -exponent : exponent);
  const raised = { top: base.top * times, bottom: base.bottom * times };
  return exponent < 0n ? inverseOf(raised) : raised;
};
const rootOf = ({ top, bottom }: Bounds, order: number): Bounds =>
  top >= bottom
    ? { top: (top + (order - 1) * bottom) / order, bottom }
    : { top, bottom: ((order - 1) * top + bottom) / order };

/** Adds up what a formula's value is algebraic over: the orders of its roots, each once, and one root of unity. */
class Bounder {
  private readonly roots = new Map<string, number>();
  private turn = 1;

  get degree(): number {
    return [...this.roots.values()].reduce((product, order) => product * order, this.turn);
  }

  of(expression: Expression): Bounds | null {
    switch (expression.kind) {
      case "number":
        return rationalBounds(expression.value);
      case "symbol":
        if (expression.name !== "i") return null;
        this.roots.set("i", 2);
        return { top: 0, bottom: 0 };
      case "sum":
      case "product":
        return this.all(expression.parts, expression.kind === "sum" ? sumOf : productOf);
      case "inverse": {
        const of = this.of(expression.of);
        return of && inverseOf(of);
      }
      case "power":
        return this.power(expression);
      case "call":
        return this.call(expression.name, expression.parts);
    }
  }

  private all(parts: readonly Expression[], join: (a: Bounds, b: Bounds) => Bounds): Bounds | null {
    let result: Bounds | null = null;
    for (const part of parts) {
      const bounds = this.of(part);
      if (!bounds) return null;
      result = result ? join(result, bounds) : bounds;
    }
    return result;
  }

  private power({ base, exponent }: Extract<Expression, { kind: "power" }>): Bounds | null {
    const [of, rational] = [this.of(base), rationalOf(exponent)];
    if (!of || !rational) return null;
    const order = Number(rational.denominator);
    if (order > 1) this.roots.set(`${order} ${written(base)}`, order);
    return powerOf(order > 1 ? rootOf(of, order) : of, rational.numerator);
  }

  /** Trigonometry at a rational part of a turn: quotients of sums of two roots of unity of one order. */
  private call(name: string, parts: readonly Expression[]): Bounds | null {
    const [first] = parts;
    if (!first) return null;
    if (name === "factorial" || name === "binomial") {
      const value = rationalOf({ kind: "call", name, parts });
      return value && rationalBounds(value);
    }
    const turns = trigonometric.has(name) ? rationalTurns(first) : null;
    if (!turns) return null;
    const order = 4 * Number(turns.denominator);
    this.turn = (this.turn * order) / greatestCommonDivisor(this.turn, order);
    return { top: 1, bottom: 1 };
  }
}

/** An angle as a rational multiple of π, or null. */
function rationalTurns(angle: Expression): Fraction | null {
  return rationalOf({
    kind: "product",
    parts: [angle, { kind: "inverse", of: { kind: "symbol", name: "π" } }],
  });
}

/**
 * How many bits tell a formula without symbols from zero: its value is zero, or further from it than 2^-bits. Null where
 * it is no number built by fractions, roots and trigonometry of rational angles, or where the bits would be above `most`.
 * The bound is that of Burnikel, Funke, Mehlhorn, Schirra and Schmitt, "A separation bound for real algebraic
 * expressions" (2001): an expression that is not zero is at least 1 / (bottom · top^(degree − 1)); it bounds all
 * conjugates, so it holds whichever complex root is meant.
 */
export function boundZero(expression: Expression, most: number): number | null {
  const bounder = new Bounder();
  const bounds = bounder.of(expression);
  if (!bounds) return null;
  const bits = Math.ceil(bounds.bottom + (bounder.degree - 1) * bounds.top) + 8;
  return Number.isFinite(bits) && bits <= most ? bits : null;
}
