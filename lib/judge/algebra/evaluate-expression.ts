import { toNumber } from "../../core/fraction.ts";
import type { Expression } from "../latex/expression.ts";

const constants: Readonly<Record<string, number>> = { π: Math.PI, e: Math.E, i: NaN, "∞": NaN };
const functions: Readonly<Record<string, (value: number) => number>> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  sec: (value) => 1 / Math.cos(value),
  csc: (value) => 1 / Math.sin(value),
  cot: (value) => 1 / Math.tan(value),
  ln: Math.log,
  exp: Math.exp,
  abs: Math.abs,
  degrees: (value) => (value * Math.PI) / 180,
};

function applyFunction(name: string, values: readonly number[]): number {
  const [first = NaN, second] = values;
  if (name === "log") return Math.log(first) / Math.log(second ?? 10);
  return functions[name]?.(first) ?? NaN;
}

/** The float near a formula's real value with symbols as given; NaN where it has none or is not worth a float. */
export function evaluateExpression(expression: Expression, symbols: ReadonlyMap<string, number>): number {
  switch (expression.kind) {
    case "number":
      return toNumber(expression.value);
    case "symbol":
      return constants[expression.name] ?? symbols.get(expression.name) ?? NaN;
    case "sum":
      return expression.parts.reduce((sum, part) => sum + evaluateExpression(part, symbols), 0);
    case "product":
      return expression.parts.reduce((product, part) => product * evaluateExpression(part, symbols), 1);
    case "inverse":
      return 1 / evaluateExpression(expression.of, symbols);
    case "power":
      return evaluateExpression(expression.base, symbols) ** evaluateExpression(expression.exponent, symbols);
    case "call":
      return applyFunction(
        expression.name,
        expression.parts.map((part) => evaluateExpression(part, symbols)),
      );
  }
}
