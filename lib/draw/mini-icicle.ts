export type MiniCell = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly value: number | null;
};

/**
 * A table row's thumbnail: one band a role, one cell a node in path order. `rows` holds the values by depth,
 * `planned` how many nodes each depth will have; a depth that holds more is drawn with what it holds.
 * Null is a node without a value yet.
 */
export function layOutMiniIcicle(
  rows: readonly (readonly (number | null)[])[],
  planned: readonly number[],
  { width, height, gap = 1 }: { width: number; height: number; gap?: number },
): MiniCell[] {
  const bandHeight = (height - gap * (rows.length - 1)) / Math.max(1, rows.length);
  return rows.flatMap((values, depth) => {
    const count = Math.max(values.length, planned[depth] ?? 0);
    const step = width / Math.max(1, count);
    const between = step > 3 * gap ? gap : 0;
    return values.map((value, index) => ({
      x: index * step,
      y: depth * (bandHeight + gap),
      width: Math.max(step - between, 0.5),
      height: bandHeight,
      value,
    }));
  });
}
