const largestDenominator = 1000;

/**
 * A value, 0 to 1, that was kept as a number, written as the fraction it is: "5/9", "1". Two digits after the point
 * where no fraction with a denominator up to 1,000 is that number.
 */
export function writeValue(value: number): string {
  for (let denominator = 1; denominator <= largestDenominator; denominator++) {
    const numerator = Math.round(value * denominator);
    if (numerator / denominator === value)
      return denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
  }
  return value.toFixed(2);
}
