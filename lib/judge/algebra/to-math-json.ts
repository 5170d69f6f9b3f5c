import { MalthouseError } from "../../core/errors.ts";
import type { Expression } from "../latex/expression.ts";
import { bitsOf } from "./ball.ts";
import { rationalOf } from "./rational-of.ts";

/** A formula as `@cortex-js/compute-engine` takes it. */
export type MathJson = number | string | readonly [string, ...MathJson[]];

/** What the library is not asked: beyond these it may hang, and what it says of such sizes rests on rounded numbers. */
const most = { nodes: 120, numberBits: 48, exponent: 24 } as const;

const constants: Readonly<Record<string, string>> = { π: "Pi", e: "ExponentialE", i: "ImaginaryUnit" };
const functions: Readonly<Record<string, string>> = {
  sin: "Sin",
  cos: "Cos",
  tan: "Tan",
  sec: "Sec",
  csc: "Csc",
  cot: "Cot",
  arcsin: "Arcsin",
  arccos: "Arccos",
  arctan: "Arctan",
  ln: "Ln",
  log: "Log",
  exp: "Exp",
  abs: "Abs",
};

const refuse = (what: string): never => {
  throw new MalthouseError("too_large", `not asked of the library: ${what}`);
};

class Writer {
  private nodes = 0;

  of(expression: Expression): MathJson {
    if (++this.nodes > most.nodes) refuse("a long formula");
    switch (expression.kind) {
      case "number": {
        const { numerator, denominator } = expression.value;
        if (Math.max(bitsOf(numerator), bitsOf(denominator)) > most.numberBits) refuse("a long number");
        return denominator === 1n ? Number(numerator) : ["Rational", Number(numerator), Number(denominator)];
      }
      case "symbol":
        return this.symbol(expression.name);
      case "sum":
        return ["Add", ...expression.parts.map((part) => this.of(part))];
      case "product":
        return ["Multiply", ...expression.parts.map((part) => this.of(part))];
      case "inverse":
        return ["Divide", 1, this.of(expression.of)];
      case "power":
        return this.power(expression.base, expression.exponent);
      case "call":
        return this.call(expression.name, expression.parts);
    }
  }

  private symbol(name: string): MathJson {
    const constant = constants[name];
    if (constant !== undefined) return constant;
    if (name === "∞") refuse("infinity");
    return `v_${[...name].map((letter) => letter.codePointAt(0)).join("_")}`;
  }

  /** A power within a power's exponent is a tower; only small whole or rational exponents and plain symbols go in. */
  private power(base: Expression, exponent: Expression): MathJson {
    const rational = rationalOf(exponent);
    if (!rational) return ["Power", this.of(base), this.of(exponent)];
    const { numerator, denominator } = rational;
    if (Math.abs(Number(numerator)) > most.exponent || Number(denominator) > most.exponent)
      refuse("a high power");
    if (denominator === 2n && numerator === 1n) return ["Sqrt", this.of(base)];
    return ["Power", this.of(base), this.of({ kind: "number", value: rational })];
  }

  private call(name: string, parts: readonly Expression[]): MathJson {
    const [first] = parts;
    if (name === "degrees" && first) return ["Divide", ["Multiply", this.of(first), "Pi"], 180];
    const head = functions[name];
    if (head === undefined) return refuse(name);
    return [head, ...parts.map((part) => this.of(part))];
  }
}

/** The formula for the library, or null where it is too large, has a factorial or infinity in it, or another part the library may not be trusted with. */
export function toMathJson(expression: Expression): MathJson | null {
  try {
    return new Writer().of(expression);
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}
