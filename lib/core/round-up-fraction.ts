import { compare, type Fraction, fraction } from "./fraction.ts";

/**
 * The smallest fraction at or above a value from 0 to 1 whose denominator is at most `largest`: what a value with such
 * a denominator must reach to reach the given one. A walk down the Stern–Brocot tree.
 */
export function roundUpFraction(value: Fraction, largest: bigint): Fraction {
  if (value.denominator <= largest) return value;
  let [low, high] = [fraction(0n), fraction(1n)];
  for (;;) {
    // How often the same side is taken is found at once, so that tiny values take few steps.
    const steps = stepsTowards(value, low, high, largest);
    if (steps.count === 0n) return high;
    if (steps.side === "low")
      low = fraction(
        low.numerator + steps.count * high.numerator,
        low.denominator + steps.count * high.denominator,
      );
    else
      high = fraction(
        high.numerator + steps.count * low.numerator,
        high.denominator + steps.count * low.denominator,
      );
    if (compare(high, value) === 0) return high;
  }
}

function stepsTowards(
  value: Fraction,
  low: Fraction,
  high: Fraction,
  largest: bigint,
): { side: "low" | "high"; count: bigint } {
  const mediant = fraction(low.numerator + high.numerator, low.denominator + high.denominator);
  if (mediant.denominator > largest) return { side: "low", count: 0n };
  const { numerator: p, denominator: q } = value;
  const most = (step: bigint, from: bigint): bigint => (largest - from) / step;
  const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
  if (compare(mediant, value) < 0) {
    // low + k·high stays below the value while k·(high − value) is below (value − low), each times its denominators.
    const [room, gain] = [p * low.denominator - low.numerator * q, high.numerator * q - p * high.denominator];
    const below = gain === 0n ? most(high.denominator, low.denominator) : (room - 1n) / gain;
    return { side: "low", count: least(below, most(high.denominator, low.denominator)) };
  }
  const [room, gain] = [high.numerator * q - p * high.denominator, p * low.denominator - low.numerator * q];
  const atLeast = gain === 0n ? most(low.denominator, high.denominator) : room / gain;
  return { side: "high", count: least(atLeast, most(low.denominator, high.denominator)) };
}
