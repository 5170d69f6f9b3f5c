/** Of the standard normal, to 7.5e-8 (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17). */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/**
 * The chance that of two siblings the one with the higher value is in truth the worse one, from 0 to one half.
 * `between` is the variance of siblings' true values, `noise` that of a value around its true one, `margin` how far
 * their values lie apart. Normal on both sides: the true difference given the seen one has the mean
 * margin · between / (between + noise), shrunk as regression to the mean does (Efron and Morris 1975).
 */
export function reversedShare(margin: number, between: number, noise: number): number {
  if (noise <= 0) return 0;
  if (between <= 0) return 0.5;
  const reliability = between / (between + noise);
  return normalTail(margin * Math.sqrt(reliability / (2 * noise)));
}
