/** The greatest common divisor of two whole numbers; with 0 the other one, its sign kept. */
export function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
