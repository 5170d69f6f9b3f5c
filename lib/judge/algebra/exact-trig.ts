import { fraction, zero, type Fraction } from "../../core/fraction.ts";
import { addRatios, invertRatio, multiplyRatios, ratioOf, subtractRatios, type Ratio } from "./ratio.ts";
import { takePower } from "./root.ts";

const half = fraction(1, 2);
const rootOf = (value: number): Ratio => takePower(ratioOf(fraction(value)), half);
const halved = (value: Ratio): Ratio => multiplyRatios(value, ratioOf(half));

/** cos of a multiple of 15°, given in those twelfths of π. */
function cosine(twelfths: bigint): Ratio {
  const turn = ((twelfths % 24n) + 24n) % 24n;
  const folded = turn > 12n ? 24n - turn : turn;
  const isNegative = folded > 6n;
  const quarters = halved(halved(rootOf(6)));
  const rest = halved(halved(rootOf(2)));
  const table = [
    ratioOf(fraction(1)),
    addRatios(quarters, rest),
    halved(rootOf(3)),
    halved(rootOf(2)),
    ratioOf(half),
    subtractRatios(quarters, rest),
    ratioOf(zero),
  ];
  const value = table[Number(isNegative ? 12n - folded : folded)] ?? ratioOf(zero);
  return isNegative ? subtractRatios(ratioOf(zero), value) : value;
}

/**
 * The exact value of a trigonometric function at `turns`·π, or null where the angle is no multiple of π/12.
 * Throws MalthouseError at a pole.
 */
export function exactTrig(name: string, turns: Fraction): Ratio | null {
  if (12n % turns.denominator !== 0n) return null;
  const twelfths = (turns.numerator * 12n) / turns.denominator;
  const [cos, sin] = [cosine(twelfths), cosine(6n - twelfths)];
  switch (name) {
    case "cos":
      return cos;
    case "sin":
      return sin;
    case "tan":
      return multiplyRatios(sin, invertRatio(cos));
    case "cot":
      return multiplyRatios(cos, invertRatio(sin));
    case "sec":
      return invertRatio(cos);
    case "csc":
      return invertRatio(sin);
    default:
      return null;
  }
}
