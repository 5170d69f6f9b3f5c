import { MalthouseError } from "../../core/errors.ts";
import type { Fraction } from "../../core/fraction.ts";
import type { Expression } from "../latex/expression.ts";
import { normalizeExpression } from "./normalize-expression.ts";
import { constantOf } from "./ratio.ts";

/** The exact rational value of a formula, or null where it is none. */
export function rationalOf(expression: Expression): Fraction | null {
  if (expression.kind === "number") return expression.value;
  try {
    return constantOf(normalizeExpression(expression));
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}
