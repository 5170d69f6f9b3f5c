export { createRandom } from "../core/create-random.ts";

/** A whole number from `low` to `high`, both included. */
export const drawInteger = (random: () => number, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/** One of the items, each as likely. Throws RangeError on an empty list. */
export function drawOne<T>(random: () => number, items: readonly T[]): T {
  const index = Math.floor(random() * items.length);
  if (index >= items.length) throw new RangeError("nothing to draw from");
  return items[index] as T;
}
