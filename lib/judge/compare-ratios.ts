import { compareOrdered } from "./compare-lists.ts";
import type { Comparison } from "./judgement.ts";
import type { Expression } from "./latex/expression.ts";
import { incorrect, unknown, type Compare } from "./outcomes.ts";
import type { Value } from "./value.ts";

const expressionOf = (value: Value | undefined): Expression | null =>
  value?.kind === "quantity" ? value.expression : null;
const quantity = (...parts: (Expression | null)[]): Value | null =>
  parts.every((part) => part !== null)
    ? { kind: "quantity", unit: null, isPercent: false, expression: { kind: "product", parts } }
    : null;

/**
 * `3:4` is `3:4`; `6:8` is it as a ratio and is not as a time of day, so it is left to a person. What is not even
 * proportional is wrong.
 */
export function compareRatios(
  answer: readonly Value[],
  gold: readonly Value[],
  compare: Compare,
): Comparison {
  if (answer.length !== gold.length) return incorrect("structure", "different-length");
  const asWritten = compareOrdered(answer, gold, compare);
  if (asWritten.verdict !== "incorrect") return asWritten;
  const [firstAnswer, firstGold] = [expressionOf(answer[0]), expressionOf(gold[0])];
  const crossed = answer.map((item, index) => {
    const left = quantity(expressionOf(item), firstGold);
    const right = quantity(expressionOf(gold[index]), firstAnswer);
    return left && right ? compare(left, right).verdict : "unknown";
  });
  return crossed.includes("incorrect") ? asWritten : unknown("ambiguous");
}
