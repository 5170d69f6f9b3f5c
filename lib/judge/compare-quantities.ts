import { fraction, type Fraction } from "../core/fraction.ts";
import { compareExpressions, type Sameness } from "./compare-expressions.ts";
import type { Comparison, Flag, Surroundings } from "./judgement.ts";
import { symbolsOf, type Expression } from "./latex/expression.ts";
import type { Value } from "./value.ts";

type Quantity = Extract<Value, { kind: "quantity" }>;

const times = (expression: Expression, factor: Fraction): Expression => ({
  kind: "product",
  parts: [expression, { kind: "number", value: factor }],
});
const percentOf = ({ expression, isPercent }: Quantity): Expression =>
  isPercent ? times(expression, fraction(1, 100)) : expression;

const textOf = (expression: Expression): string =>
  JSON.stringify(expression, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** A fraction of two numbers that could be reduced, as written. */
function isUnreduced(expression: Expression): boolean {
  if (expression.kind !== "product" || expression.parts.length !== 2) return false;
  const [top, bottom] = expression.parts;
  if (top?.kind !== "number" || bottom?.kind !== "inverse" || bottom.of.kind !== "number") return false;
  const [above, below] = [top.value, bottom.of.value];
  return (
    below.numerator !== 0n &&
    fraction(above.numerator, below.numerator).denominator !==
      (below.numerator < 0n ? -below.numerator : below.numerator)
  );
}

/** Equal by value, but not as a question may have asked for it: unreduced, unexpanded or unfactored. */
const hasOtherForm = (answer: Expression, gold: Expression): boolean =>
  (isUnreduced(answer) && !isUnreduced(gold)) ||
  (symbolsOf(answer).length > 0 && textOf(answer) !== textOf(gold));

const outcomes: Readonly<Record<Sameness, Comparison>> = {
  same: { verdict: "correct", method: "exact", reason: "equal-exact", flags: [] },
  "same-by-library": { verdict: "correct", method: "library", reason: "equal-symbolic", flags: [] },
  "same-sampled": { verdict: "correct", method: "sampling", reason: "equal-sampled", flags: [] },
  different: { verdict: "incorrect", method: "exact", reason: "different-value", flags: [] },
  "different-sampled": { verdict: "incorrect", method: "sampling", reason: "different-value", flags: [] },
  undecided: { verdict: "unknown", method: "none", reason: "undecided", flags: [] },
};

/** Compares two quantities under the surroundings given. */
type Judge = (answer: Expression, gold: Expression, ...flags: Flag[]) => Comparison;

const judgeWith =
  ({ library }: Surroundings): Judge =>
  (answer, gold, ...flags) => {
    const outcome = outcomes[compareExpressions(answer, gold, library)];
    if (outcome.verdict !== "correct") return outcome;
    return { ...outcome, flags: hasOtherForm(answer, gold) ? [...flags, "form"] : flags };
  };

const asksForPercent = /\bper\s?cent(?:age)?\b|%/i;

function comparePercent(
  answer: Quantity,
  gold: Quantity,
  judge: Judge,
  question: string | undefined,
): Comparison {
  const byValue = judge(percentOf(answer), percentOf(gold));
  if (byValue.verdict !== "incorrect" || answer.isPercent === gold.isPercent) return byValue;
  const bySign = judge(answer.expression, gold.expression, "percent-sign");
  const isAsked = question !== undefined && asksForPercent.test(question);
  if (bySign.verdict !== "correct" || gold.isPercent || isAsked) return bySign;
  return { verdict: "unknown", method: "none", reason: "ambiguous", flags: [] };
}

/** Degrees beside a number with π: wrong only where it is wrong in radians too. */
function compareAngles(answer: Quantity, gold: Quantity, judge: Judge): Comparison {
  const inRadians = ({ expression, unit }: Quantity): Expression =>
    unit ? { kind: "call", name: "degrees", parts: [expression] } : expression;
  const asRadians = judge(inRadians(answer), inRadians(gold));
  const asWritten = judge(answer.expression, gold.expression);
  return asRadians.verdict === "incorrect" && asWritten.verdict === "incorrect"
    ? asWritten
    : { verdict: "unknown", method: "none", reason: "different-unit", flags: [] };
}

/** "20 million people" as 20,000,000 people. */
const countOut = (quantity: Quantity): Quantity =>
  quantity.unit?.scale
    ? {
        ...quantity,
        expression: times(quantity.expression, quantity.unit.scale),
        unit: quantity.unit.counted,
      }
    : quantity;

/** `20` beside "20 million" may be what a question for millions asks for. */
function compareCounts(answer: Quantity, gold: Quantity, judge: Judge): Comparison {
  const counted = compareUnits(countOut(answer), countOut(gold), judge);
  const isBare = !answer.unit?.scale || !gold.unit?.scale;
  return counted.verdict === "incorrect" &&
    isBare &&
    judge(answer.expression, gold.expression).verdict !== "incorrect"
    ? { verdict: "unknown", method: "none", reason: "different-unit", flags: [] }
    : counted;
}

function compareUnits(answer: Quantity, gold: Quantity, judge: Judge): Comparison {
  if (answer.unit?.scale || gold.unit?.scale) return compareCounts(answer, gold, judge);
  const [from, to] = [answer.unit, gold.unit];
  if (!from && !to) return judge(answer.expression, gold.expression);
  if (!from || !to) {
    const isAngle =
      (from ?? to)?.name === "degree" &&
      [answer, gold].some(({ expression }) => textOf(expression).includes('"π"'));
    if (isAngle) return compareAngles(answer, gold, judge);
    return judge(answer.expression, gold.expression, "unit-missing");
  }
  if (from.name === to.name) return judge(answer.expression, gold.expression);
  if (from.size && to.size && from.dimension === to.dimension) {
    const converted = judge(
      times(answer.expression, from.size),
      times(gold.expression, to.size),
      "unit-converted",
    );
    return converted.verdict === "incorrect" ? { ...converted, reason: "different-unit" } : converted;
  }
  const numbers = judge(answer.expression, gold.expression);
  return numbers.verdict === "incorrect"
    ? numbers
    : { verdict: "unknown", method: "none", reason: "different-unit", flags: [] };
}

/** Numbers and formulas with percent signs and units: a missing unit is fine, another unit is converted by the table or unknown. */
export function compareQuantities(
  answer: Quantity,
  gold: Quantity,
  surroundings: Surroundings = {},
): Comparison {
  const judge = judgeWith(surroundings);
  if (answer.isPercent || gold.isPercent) return comparePercent(answer, gold, judge, surroundings.question);
  if (answer.unit || gold.unit) return compareUnits(answer, gold, judge);
  return judge(answer.expression, gold.expression);
}
