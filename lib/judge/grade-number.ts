import { compare, formatFraction, type Fraction } from "../core/fraction.ts";
import { normalizeExpression } from "./algebra/normalize-expression.ts";
import { constantOf } from "./algebra/ratio.ts";
import { MalthouseError } from "../core/errors.ts";
import { gradeMath } from "./grade-math.ts";
import type { Graded } from "./grader.ts";
import type { Surroundings } from "./judgement.ts";
import { readNumber } from "./read-number.ts";
import { readValue } from "./read-value.ts";

/** The exact rational value of a number in words, digits or simple LaTeX, or null where it is none. */
export function exactNumber(raw: string): Fraction | null {
  const plain = readNumber(raw.trim().replace(/\.$/, ""));
  if (plain) return plain;
  const value = readValue(raw);
  if (value.kind !== "quantity" || value.unit?.scale) return null;
  try {
    return constantOf(normalizeExpression(value.expression));
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/** A number's one spelling: "1250", "7/2". */
export const normalizeNumber = (raw: string): string => {
  const value = exactNumber(raw);
  return value ? formatFraction(value) : raw.trim();
};

/** Equal values are correct, whatever their spelling; nothing is rounded. */
export function gradeNumber(answer: string, gold: string, near: Surroundings = {}): Graded {
  const [given, wanted] = [exactNumber(answer), exactNumber(gold)];
  if (!wanted) return { verdict: "unknown", method: "none", reason: "unparsed-gold", flags: [] };
  if (!given) return gradeMath(answer, gold, near);
  const types = { typeAnswer: "quantity", typeGold: "quantity" };
  return compare(given, wanted) === 0
    ? { verdict: "correct", method: "exact", reason: "equal-exact", flags: [], ...types }
    : { verdict: "incorrect", method: "exact", reason: "different-value", flags: [], ...types };
}
