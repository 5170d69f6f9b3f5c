import { MalthouseError } from "../core/errors.ts";
import { evaluateExpression } from "./algebra/evaluate-expression.ts";
import { normalizeExpression } from "./algebra/normalize-expression.ts";
import { isOpaqueRatio, isSameRatio, type Ratio } from "./algebra/ratio.ts";
import { symbolsOf, type Expression } from "./latex/expression.ts";

export type Sameness = "same" | "different" | "different-sampled" | "undecided";

const samplePoints = [0.7390851, 1.3247179, 2.2360679, 3.7182818];

function normalForm(expression: Expression): Ratio | null {
  try {
    return normalizeExpression(expression);
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/** Far apart at every fixed point: a proof of difference up to a relative 1e-6, never used to prove equality. */
function isFarApart(a: Expression, b: Expression): boolean {
  const names = [...new Set([...symbolsOf(a), ...symbolsOf(b)])].toSorted();
  return samplePoints.every((point) => {
    const symbols = new Map(names.map((name, index) => [name, point * (1 + 0.37 * index)]));
    const [left, right] = [evaluateExpression(a, symbols), evaluateExpression(b, symbols)];
    if (!Number.isFinite(left) || !Number.isFinite(right)) return false;
    return Math.abs(left - right) > 1e-6 * Math.max(Math.abs(left), Math.abs(right));
  });
}

/** Whether two formulas have one value: by exact normal forms; where those are not enough, only difference can be shown. */
export function compareExpressions(a: Expression, b: Expression): Sameness {
  const [left, right] = [normalForm(a), normalForm(b)];
  if (left && right) {
    try {
      if (isSameRatio(left, right)) return "same";
      if (!isOpaqueRatio(left) && !isOpaqueRatio(right)) return "different";
    } catch (error) {
      if (!(error instanceof MalthouseError)) throw error;
    }
  }
  return isFarApart(a, b) ? "different-sampled" : "undecided";
}
