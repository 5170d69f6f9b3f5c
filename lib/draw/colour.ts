/** Stops on one side of the threshold, the one next to it included. */
const steps = 8;
const middle = 9;

/**
 * Index 0 to 18 into the value scale (`--v0` … `--v18`): 0–8 below the threshold, 9 at it, 10–18 above.
 * Both in 0 to 1. The notch at the threshold keeps 4/9 and 5/9 apart. Floats suffice for the test: the quotient
 * of two small whole numbers and the decimal of a threshold round to the same double when they are equal.
 */
export function valueStop(value: number, threshold: number): number {
  if (value < threshold) return Math.round((steps * value) / threshold);
  if (value === threshold) return middle;
  return middle + 1 + Math.round((steps * (value - threshold)) / (1 - threshold));
}

/** CSS colour of a value; null (no value yet) is the sunken ground. */
export const valueColour = (value: number | null, threshold: number): string =>
  value === null ? "var(--sunken)" : `var(--v${valueStop(value, threshold)})`;

/** CSS colour of a mark drawn on `valueColour`: at least 4.5 to 1 on every stop. */
export const valueInk = (value: number | null, threshold: number): string =>
  value === null ? "var(--ink2)" : `var(--g${valueStop(value, threshold)})`;
