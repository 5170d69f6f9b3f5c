import { add, fraction, type Fraction, mean, subtract } from "../fraction.ts";

/**
 * The threshold of siblings, raised by `alpha` times the variance of their values: exactly
 * `threshold + alpha * (mean of squares - square of mean)`, over the siblings that have a value (population variance,
 * 0 to 1/4). The more siblings disagree, the more a value must stand out. Not in the paper: MALT's threshold is fixed
 * (section 4.2). The same threshold where no sibling has a value.
 */
export function raiseThreshold(threshold: Fraction, alpha: Fraction, values: readonly Fraction[]): Fraction {
  const square = ({ numerator, denominator }: Fraction): Fraction =>
    fraction(numerator * numerator, denominator * denominator);
  const [middle, squares] = [mean(values), mean(values.map(square))];
  if (!middle || !squares) return threshold;
  const variance = subtract(squares, square(middle));
  return add(
    threshold,
    fraction(alpha.numerator * variance.numerator, alpha.denominator * variance.denominator),
  );
}
