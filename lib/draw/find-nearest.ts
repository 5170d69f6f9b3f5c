type Point = { readonly x: number; readonly y: number };

/**
 * The item nearest to a point, in the items' own unit; null where none lies within `reach`, an ellipse, because a
 * drawing may be stretched one way only.
 */
export function findNearest<Item extends Point>(
  items: readonly Item[],
  { x, y }: Point,
  reach: Point,
): Item | null {
  let [nearest, least]: [Item | null, number] = [null, 1];
  for (const item of items) {
    const distance = Math.hypot((item.x - x) / reach.x, (item.y - y) / reach.y);
    if (distance > least) continue;
    [nearest, least] = [item, distance];
  }
  return nearest;
}
