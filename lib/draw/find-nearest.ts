type Point = { readonly x: number; readonly y: number };

/** The item nearest to a point and within `reach` of it, in the items' own unit; null where none is so near. */
export function findNearest<Item extends Point>(
  items: readonly Item[],
  { x, y }: Point,
  reach: number,
): Item | null {
  let [nearest, least]: [Item | null, number] = [null, reach];
  for (const item of items) {
    const distance = Math.hypot(item.x - x, item.y - y);
    if (distance > least) continue;
    [nearest, least] = [item, distance];
  }
  return nearest;
}
