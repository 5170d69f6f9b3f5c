import { MalthouseError } from "../core/errors.ts";
import { fraction } from "../core/fraction.ts";
import { normalizeExpression } from "./algebra/normalize-expression.ts";
import { isOpaqueRatio, subtractRatios, type Ratio } from "./algebra/ratio.ts";
import { multiplyFractions } from "./algebra/sum.ts";
import type { Comparison } from "./judgement.ts";
import type { Expression } from "./latex/expression.ts";
import type { Value } from "./value.ts";

type Relation = Extract<Value, { kind: "relation" }>;
type Brackets = Extract<Value, { kind: "brackets" }>;
type Compare = (answer: Value, gold: Value) => Comparison;

const equal: Comparison = { verdict: "correct", method: "structure", reason: "equal-exact", flags: [] };
const scaled: Comparison = { verdict: "correct", method: "exact", reason: "equal-exact", flags: ["form"] };
const different: Comparison = { verdict: "incorrect", method: "exact", reason: "different-value", flags: [] };
const undecided: Comparison = { verdict: "unknown", method: "none", reason: "undecided", flags: [] };
const flipped: Readonly<Record<string, string>> = {
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
  "=": "=",
  "!=": "!=",
};

const expressionOf = (value: Value | undefined): Expression | null =>
  value?.kind === "quantity" ? value.expression : null;

/** Left minus right; null where a side is no formula or has no exact normal form. */
function differenceOf({ sides }: Relation): Ratio | null {
  const [left, right] = [expressionOf(sides[0]), expressionOf(sides[1])];
  if (!left || !right || sides.length !== 2) return null;
  try {
    const difference = subtractRatios(normalizeExpression(left), normalizeExpression(right));
    return isOpaqueRatio(difference) || difference.bottom.size !== 1 ? null : difference;
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/** The sign of the rational factor between two differences, or null where there is none. */
function signBetween(a: Ratio, b: Ratio): 1 | -1 | null {
  const [key = ""] = a.top.keys();
  const [first, second] = [a.top.get(key)?.coefficient, b.top.get(key)?.coefficient];
  if (!first || !second || a.top.size !== b.top.size) return null;
  const factor = multiplyFractions(first, fraction(second.denominator, second.numerator));
  const isScaled = [...a.top].every(([name, term]) => {
    const other = b.top.get(name)?.coefficient;
    const wanted = other && multiplyFractions(other, factor);
    return (
      wanted?.numerator === term.coefficient.numerator && wanted.denominator === term.coefficient.denominator
    );
  });
  return isScaled ? (factor.numerator > 0n ? 1 : -1) : null;
}

const isLinear = ({ top }: Ratio): boolean =>
  [...top.values()].every(({ powers }) => {
    const symbols = [...powers].filter(([atom]) => !atom.startsWith("#") && !["π", "e", "i"].includes(atom));
    return (
      symbols.length <= 1 && symbols.every(([, power]) => power.numerator === 1n && power.denominator === 1n)
    );
  });

const turn = (relation: Relation): Relation => ({
  ...relation,
  sides: relation.sides.toReversed(),
  operators: relation.operators.toReversed().map((mark) => flipped[mark] ?? mark),
});

/** Two equations or inequalities: side by side, turned round, or as multiples of each other. */
export function compareRelations(answer: Relation, gold: Relation, compare: Compare): Comparison {
  const isFunction =
    [answer, gold].every(({ name }) => name !== null) && `${answer.name}${gold.name}`.includes("(");
  const [result, wanted] = [answer.sides.at(-1), gold.sides.at(-1)];
  if (
    isFunction &&
    result &&
    wanted &&
    [answer, gold].every(({ operators }) => operators.every((mark) => mark === "="))
  )
    return compare(result, wanted);
  const aligned = [answer, turn(answer)].filter(
    ({ operators }) => operators.join() === gold.operators.join(),
  );
  if (aligned.length === 0)
    return answer.operators.length === gold.operators.length
      ? { ...different, method: "structure" }
      : undecided;
  const sides = aligned.map((side) =>
    side.sides.map((value, index) => compare(value, gold.sides[index] ?? value).verdict),
  );
  if (sides.some((verdicts) => verdicts.every((verdict) => verdict === "correct"))) return equal;
  if (
    sides.some(([first, ...rest]) => first === "correct" && rest.includes("incorrect")) &&
    gold.name !== null
  )
    return different;
  const [left, right] = [differenceOf(aligned[0] ?? answer), differenceOf(gold)];
  if (!left || !right || gold.operators.length !== 1) return undecided;
  const sign = signBetween(left, right);
  const isEquation = gold.operators[0] === "=" || gold.operators[0] === "!=";
  if (sign === 1 || (sign === -1 && isEquation)) return scaled;
  return isLinear(left) && isLinear(right) ? different : undecided;
}

/** `0 < t < 4`, `t ≤ 7` as the interval they describe; null for any other relation. */
export function intervalOf({ sides, operators }: Relation): Brackets | null {
  const infinity = (sign: bigint): Value => ({
    kind: "quantity",
    unit: null,
    isPercent: false,
    expression: {
      kind: "product",
      parts: [
        { kind: "number", value: fraction(sign) },
        { kind: "symbol", name: "∞" },
      ],
    },
  });
  const isSymbol = (side: Value | undefined): boolean => expressionOf(side)?.kind === "symbol";
  if (operators.some((mark) => mark === "=" || mark === "!=")) return null;
  const isFalling = operators[0]?.startsWith(">") ?? false;
  const marks = isFalling ? operators.toReversed() : operators;
  const ends = isFalling ? sides.toReversed() : sides;
  const [first, second, third] = ends;
  const opening = (mark = "<") => (mark.includes("=") ? "[" : "(");
  const closing = (mark = "<") => (mark.includes("=") ? "]" : ")");
  if (
    first &&
    third &&
    ends.length === 3 &&
    isSymbol(second) &&
    marks.every((mark) => mark.startsWith("<") === marks[0]?.startsWith("<"))
  )
    return { kind: "brackets", open: opening(marks[0]), close: closing(marks[1]), items: [first, third] };
  if (ends.length !== 2 || !first || !second) return null;
  if (isSymbol(first))
    return { kind: "brackets", open: "(", close: closing(marks[0]), items: [infinity(-1n), second] };
  if (isSymbol(second))
    return { kind: "brackets", open: opening(marks[0]), close: ")", items: [first, infinity(1n)] };
  return null;
}
