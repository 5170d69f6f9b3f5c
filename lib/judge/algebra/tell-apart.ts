import { fraction, type Fraction } from "../../core/fraction.ts";
import { constantsOf, symbolsOf, type Expression } from "../latex/expression.ts";
import { addBalls, isExactZero, magnitudeOf, mayBeZero, negateBall } from "./ball.ts";
import { boundZero } from "./bound-zero.ts";
import { encloseExpression, type Enclosure } from "./enclose-expression.ts";

/**
 * What the values say: "same" and "different" are proofs; "seems-different" differs at every point looked at,
 * "seems-same" agrees at every point to more digits than chance can; "open" is anything else.
 */
export type ValuesSay = "same" | "different" | "seems-same" | "seems-different" | "open";

const firstBits = 192;
const sampleBits = 640;
/** A value larger or smaller than 2^±this anywhere within a formula may hide a difference from the sample's bits. */
const widestSample = 72;
const mostBits = 6_000;

/** Fixed, on both sides of zero, with large coprime parts, so that no formula of an answer is zero there by chance. */
const samplePoints: readonly Fraction[] = [
  fraction(739_085_133_215n, 1_000_000_007_003n),
  fraction(-1_324_717_957_245n, 1_000_000_000_039n),
  fraction(2_236_067_977_499n, 999_999_999_989n),
  fraction(-3_718_281_828_459n, 7_000_000_000_009n),
  fraction(5_291_772_109_031n, 1_000_000_000_061n),
  fraction(-141_592_653_589n, 1_000_000_000_063n),
  fraction(7_389_056_098_930n, 1_000_000_000_091n),
  fraction(-6_283_185_307_179n, 1_000_000_000_121n),
  fraction(1_098_612_288_668n, 3_000_000_000_013n),
  fraction(-577_215_664_901n, 2_000_000_000_003n),
  fraction(11_447_298_858_494n, 1_000_000_000_163n),
  fraction(915_965_594_177n, 1_000_000_000_169n),
];
/** Points that must have a say, all the same. */
const wantedPoints = 4;

const differenceOf = (a: Expression, b: Expression): Expression => ({
  kind: "sum",
  parts: [a, { kind: "product", parts: [{ kind: "number", value: fraction(-1) }, b] }],
});
const hasImaginaryUnit = (expression: Expression): boolean => constantsOf(expression).includes("i");
const canBeZero = ({ re, im }: Enclosure): boolean => mayBeZero(re) && mayBeZero(im);
const sizeOf = ({ re, im }: Enclosure): number =>
  Math.max(...[re, im].map((part) => (isExactZero(part) ? -Infinity : magnitudeOf(part)))) + 1;

/** Two numbers: apart at some precision, or closer than the separation bound of what they are built of. */
function compareConstants(a: Expression, b: Expression): ValuesSay {
  const difference = differenceOf(a, b);
  const none = new Map<string, Fraction>();
  const first = encloseExpression(difference, none, firstBits);
  if (!first) return "open";
  if (!canBeZero(first.value)) return "different";
  const bound = boundZero(difference, mostBits);
  if (bound === null) return compareAt([a, b], none, false);
  for (let bits = Math.max(firstBits, bound); bits <= 4 * mostBits; bits *= 2) {
    const enclosed = encloseExpression(difference, none, bits);
    if (!enclosed) return "open";
    if (!canBeZero(enclosed.value)) return "different";
    if (sizeOf(enclosed.value) < -bound) return "same";
  }
  return "open";
}

const areApart = (x: Enclosure, y: Enclosure, bits: number): boolean =>
  !mayBeZero(addBalls(x.re, negateBall(y.re), bits)) || !mayBeZero(addBalls(x.im, negateBall(y.im), bits));

/**
 * At one point: apart for certain, or no difference in 640 bits where nothing met on the way is very large or small.
 * A formula without "i" is one of real numbers: a point where part of it is not real says nothing.
 */
function compareAt(
  [a, b]: readonly [Expression, Expression],
  symbols: ReadonlyMap<string, Fraction>,
  isAmongReals: boolean,
): ValuesSay {
  for (const bits of [firstBits, sampleBits]) {
    const [x, y] = [encloseExpression(a, symbols, bits), encloseExpression(b, symbols, bits)];
    if (!x || !y || (isAmongReals && (x.isComplex || y.isComplex))) return "open";
    if (areApart(x.value, y.value, bits)) return "different";
    if (Math.max(x.widest, y.widest) > widestSample) return "open";
  }
  return "seems-same";
}

/**
 * Compares two formulas by their values alone: numbers by enclosures that shrink until they part or the separation
 * bound is reached, formulas in symbols at fixed points. No tolerance anywhere: what is told apart is apart.
 */
export function tellApart(a: Expression, b: Expression): ValuesSay {
  const names = [...new Set([...symbolsOf(a), ...symbolsOf(b)])].toSorted();
  if (names.length === 0) return compareConstants(a, b);
  const isAmongReals = ![a, b].some(hasImaginaryUnit);
  const told: ValuesSay[] = [];
  for (const at of samplePoints.keys()) {
    const values = names.map((name, index) => {
      const point = samplePoints[(at + 5 * index) % samplePoints.length] ?? fraction(1);
      return [name, fraction(point.numerator * BigInt(3 + index), point.denominator * 4n)] as const;
    });
    const said = compareAt([a, b], new Map(values), isAmongReals);
    if (said !== "open" && told.length > 0 && said !== told[0]) return "open";
    if (said !== "open") told.push(said);
    if (told.length >= wantedPoints) break;
  }
  if (told.length < wantedPoints) return "open";
  return told[0] === "different" ? "seems-different" : "seems-same";
}
