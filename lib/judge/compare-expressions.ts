import { MalthouseError } from "../core/errors.ts";
import type { AlgebraLibrary } from "./algebra/algebra-library.ts";
import { normalizeExpression } from "./algebra/normalize-expression.ts";
import { isOpaqueRatio, isSameRatio, subtractRatios, type Ratio } from "./algebra/ratio.ts";
import { tellApart } from "./algebra/tell-apart.ts";
import type { Expression } from "./latex/expression.ts";

/** "same-…" and "different-…" say what it rests on: proof, the algebra library beside equal samples, or samples alone. */
export type Sameness =
  | "same"
  | "same-by-library"
  | "same-sampled"
  | "different"
  | "different-sampled"
  | "undecided";

function normalForm(expression: Expression): Ratio | null {
  try {
    return normalizeExpression(expression);
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/** By normal forms alone: a difference without a part that they cannot open is zero or is not. */
function compareForms(a: Expression, b: Expression): "same" | "different" | null {
  const [left, right] = [normalForm(a), normalForm(b)];
  if (!left || !right) return null;
  try {
    if (isSameRatio(left, right)) return "same";
    return isOpaqueRatio(subtractRatios(left, right)) ? null : "different";
  } catch (error) {
    if (error instanceof MalthouseError) return null;
    throw error;
  }
}

/**
 * Whether two formulas have one value: by exact normal forms, then by enclosures of their values, then by the library
 * where one is given and every sample agrees with it. Nothing is rounded.
 */
export function compareExpressions(a: Expression, b: Expression, library?: AlgebraLibrary): Sameness {
  const byForm = compareForms(a, b);
  if (byForm) return byForm;
  const said = tellApart(a, b);
  switch (said) {
    case "same":
    case "different":
      return said;
    case "seems-different":
      return "different-sampled";
    case "open":
      return "undecided";
    case "seems-same":
      return library?.isEqual(a, b) ? "same-by-library" : "same-sampled";
  }
}
