import type { PlacedLink } from "./layout-tree.ts";

/**
 * The path of a link, level at both ends, rounded to whole `parts` of a px. By hand: d3-shape's curveBumpX writes the same
 * path in five times the time, and of a drawing seen from afar whole numbers are enough and written faster.
 */
export function drawCurve({ fromX, fromY, toX, toY }: PlacedLink, parts = 1000): string {
  const round = (value: number): number => Math.round(value * parts) / parts;
  const middle = round((fromX + toX) / 2);
  const [y0, y1] = [round(fromY), round(toY)];
  return `M${round(fromX)},${y0}C${middle},${y0},${middle},${y1},${round(toX)},${y1}`;
}
