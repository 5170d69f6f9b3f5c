/** The same place in two panes, in pixels from the top of their contents. */
export type ScrollAnchor = readonly [from: number, to: number];
/** A pane's whole height and the part in view, in pixels. */
export type Pane = { readonly height: number; readonly view: number };

/**
 * How far a pane has to be scrolled to show beside another one, scrolled by `top`, what belongs there. The line that is
 * held against each other wanders from the top of the view to its bottom, so that both begin and end together.
 * `anchors` rise on both sides; between two of them places are shared out evenly.
 */
export function followScroll(top: number, from: Pane, to: Pane, anchors: readonly ScrollAnchor[]): number {
  const [room, roomTo] = [from.height - from.view, to.height - to.view];
  if (room <= 0 || roomTo <= 0) return 0;
  const line = top + (Math.min(Math.max(top, 0), room) / room) * from.view;
  const all: readonly ScrollAnchor[] = [[0, 0], ...anchors, [from.height, to.height]];
  const next = Math.max(
    1,
    all.findIndex(([place]) => place >= line),
  );
  const [[a, toA], [b, toB]] = [all[next - 1] ?? [0, 0], all[next] ?? [from.height, to.height]];
  const place = b > a ? toA + ((line - a) / (b - a)) * (toB - toA) : toA;
  return Math.min(Math.max((place * roomTo) / to.height, 0), roomTo);
}
