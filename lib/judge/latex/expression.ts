import type { Fraction } from "../../core/fraction.ts";

/** A formula as read, before anything is worked out. */
export type Expression =
  | { readonly kind: "number"; readonly value: Fraction }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "sum" | "product"; readonly parts: readonly Expression[] }
  | { readonly kind: "inverse"; readonly of: Expression }
  | { readonly kind: "power"; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: "call"; readonly name: string; readonly parts: readonly Expression[] };

const constants = new Set(["π", "e", "i", "∞"]);

function namesOf(expression: Expression): string[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "symbol":
      return [expression.name];
    case "inverse":
      return namesOf(expression.of);
    case "power":
      return [expression.base, expression.exponent].flatMap(namesOf);
    default:
      return expression.parts.flatMap(namesOf);
  }
}

/** All symbols of a formula, constants left out; a name as often as it stands there. */
export const symbolsOf = (expression: Expression): string[] =>
  namesOf(expression).filter((name) => !constants.has(name));

/** The constants π, e, i and ∞ in a formula, each as often as it stands there. */
export const constantsOf = (expression: Expression): string[] =>
  namesOf(expression).filter((name) => constants.has(name));
