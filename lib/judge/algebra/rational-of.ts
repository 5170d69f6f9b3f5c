import { MalthouseError } from "../../core/errors.ts";
import type { Fraction } from "../../core/fraction.ts";
import type { Expression } from "../latex/expression.ts";
import { normalizeExpression } from "./normalize-expression.ts";
import { constantOf } from "./ratio.ts";

/** An exponent is asked for at each sample point and at each precision; an expression never changes. */
const known = new WeakMap<Expression, Fraction | null>();

function workOut(expression: Expression): Fraction | null {
  try {
    return constantOf(normalizeExpression(expression));
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/** The exact rational value of a formula, or null where it is none. */
export function rationalOf(expression: Expression): Fraction | null {
  if (expression.kind === "number") return expression.value;
  const before = known.get(expression);
  if (before !== undefined) return before;
  const value = workOut(expression);
  known.set(expression, value);
  return value;
}
