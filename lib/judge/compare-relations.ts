import { MalthouseError } from "../core/errors.ts";
import { fraction, one } from "../core/fraction.ts";
import { haveOtherSolutions } from "./algebra/have-other-solutions.ts";
import { normalizeExpression } from "./algebra/normalize-expression.ts";
import {
  addRatios,
  constantOf,
  isOpaqueRatio,
  isSameRatio,
  multiplyRatios,
  ratioOf,
  subtractRatios,
  type Ratio,
} from "./algebra/ratio.ts";
import { keyOf, sumOf } from "./algebra/sum.ts";
import type { Comparison } from "./judgement.ts";
import { symbolsOf, type Expression } from "./latex/expression.ts";
import type { Compare } from "./outcomes.ts";
import type { Value } from "./value.ts";

type Relation = Extract<Value, { kind: "relation" }>;
type Brackets = Extract<Value, { kind: "brackets" }>;

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
    return difference.bottom.size === 1 ? difference : null;
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/** Left minus right of an equation as a formula, or null of anything else. */
function subtractSides({ sides, operators }: Relation): Expression | null {
  const [left, right] = [expressionOf(sides[0]), expressionOf(sides[1])];
  if (!left || !right || operators.join() !== "=") return null;
  return {
    kind: "sum",
    parts: [left, { kind: "product", parts: [{ kind: "number", value: fraction(-1) }, right] }],
  };
}

/** Whether the relation gives its name's value, and not in terms of itself. */
function isSolved({ name, sides }: Relation): boolean {
  const last = expressionOf(sides.at(-1));
  return name !== null && (last === null || !symbolsOf(last).includes(name));
}

/** `f(2)` and `f(3)`, `P(A)` and `P(B)`: the values of two things, where `f(x)` and `g(t)` name a function each. */
function haveOtherSubjects(a: Relation, b: Relation): boolean {
  const subject = /\([^()]*[A-Z\d][^()]*\)/;
  return a.name !== b.name && subject.test(a.name ?? "") && subject.test(b.name ?? "");
}

const isSymbolic = (atom: string): boolean => !atom.startsWith("#") && !["π", "e", "i"].includes(atom);

/** The numbers before each product of symbols: √2·x² − 3x as x² → √2, x → −3. */
function coefficientsOf({ top }: Ratio): Map<string, Ratio> {
  const coefficients = new Map<string, Ratio>();
  for (const { coefficient, powers } of top.values()) {
    const symbols = new Map([...powers].filter(([atom]) => isSymbolic(atom)));
    const numbers = new Map([...powers].filter(([atom]) => !isSymbolic(atom)));
    const term: Ratio = { ...ratioOf(one), top: sumOf([{ coefficient, powers: numbers }]) };
    const key = keyOf(symbols);
    const before = coefficients.get(key);
    coefficients.set(key, before ? addRatios(before, term) : term);
  }
  return coefficients;
}

/** The sign of a number in normal form, or null where it is not real or cannot be told. */
function signOf(number: Ratio): 1 | -1 | null {
  const constant = constantOf(number);
  if (constant) return constant.numerator > 0n ? 1 : -1;
  const [only, ...others] = number.top.values();
  const isPositiveAtom = (atom: string): boolean => atom.startsWith("#") || atom === "π" || atom === "e";
  if (!only || others.length > 0 || ![...only.powers.keys()].every(isPositiveAtom)) return null;
  return only.coefficient.numerator > 0n ? 1 : -1;
}

/** Whether one difference is the other times a number: the number's sign, "unsigned" where that cannot be told, null where it is not. */
function signBetween(a: Ratio, b: Ratio): 1 | -1 | "unsigned" | null {
  const [left, right] = [coefficientsOf(a), coefficientsOf(b)];
  const [key = ""] = left.keys();
  const [first, second] = [left.get(key), right.get(key)];
  if (!first || !second || left.size !== right.size) return null;
  const isScaled = [...left].every(([name, coefficient]) => {
    const other = right.get(name);
    return other && isSameRatio(multiplyRatios(coefficient, second), multiplyRatios(other, first));
  });
  if (!isScaled) return null;
  const signs = [signOf(first), signOf(second)];
  return signs[0] && signs[1] ? (signs[0] === signs[1] ? 1 : -1) : "unsigned";
}

const isLinear = ({ top }: Ratio): boolean =>
  [...top.values()].every(({ powers }) => {
    const symbols = [...powers].filter(([atom]) => isSymbolic(atom));
    return (
      symbols.length <= 1 && symbols.every(([, power]) => power.numerator === 1n && power.denominator === 1n)
    );
  });

function scaleBetween(a: Ratio, b: Ratio): 1 | -1 | "unsigned" | null {
  try {
    return signBetween(a, b);
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

const turn = (relation: Relation): Relation => ({
  ...relation,
  sides: relation.sides.toReversed(),
  operators: relation.operators.toReversed().map((mark) => flipped[mark] ?? mark),
});

/** Two equations or inequalities: side by side, turned round, or as multiples of each other. */
export function compareRelations(answer: Relation, gold: Relation, compare: Compare): Comparison {
  const isFunction =
    [answer, gold].every(isSolved) &&
    (answer.name === gold.name || `${answer.name}${gold.name}`.includes("("));
  if (haveOtherSubjects(answer, gold)) return undecided;
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
    [answer, gold].every(isSolved)
  )
    return different;
  return compareScaled(aligned[0] ?? answer, gold) ?? compareSolutions(answer, gold);
}

/** As multiples of each other; null where both are more than straight lines and neither is a multiple. */
function compareScaled(answer: Relation, gold: Relation): Comparison | null {
  const [left, right] = [differenceOf(answer), differenceOf(gold)];
  if (!left || !right || gold.operators.length !== 1) return null;
  const sign = scaleBetween(left, right);
  const isEquation = gold.operators[0] === "=" || gold.operators[0] === "!=";
  if (sign === 1 || (sign !== null && isEquation)) return scaled;
  if (sign === "unsigned") return undecided;
  if ([left, right].every((side) => isLinear(side) && !isOpaqueRatio(side))) return different;
  return null;
}

/** Two equations that are no multiples of each other: different where one is solved and the other is far from it. */
function compareSolutions(answer: Relation, gold: Relation): Comparison {
  const [left, right] = [answer, gold].map(subtractSides);
  if (!left || !right) return undecided;
  return haveOtherSolutions(left, right) || haveOtherSolutions(right, left)
    ? { ...different, method: "sampling" }
    : undecided;
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
