export type Box = { readonly width: number; readonly height: number };
export type Placement = { readonly scale: number; readonly x: number; readonly y: number };

/** The scale (at most `largest`) and shift that show all of `content` in the middle of `view`, `padding` px around it. */
export function fitBox(content: Box, view: Box, { padding = 8, largest = 1.25 } = {}): Placement {
  const room = {
    width: Math.max(1, view.width - 2 * padding),
    height: Math.max(1, view.height - 2 * padding),
  };
  const scale = Math.min(largest, room.width / content.width, room.height / content.height);
  return {
    scale,
    x: (view.width - content.width * scale) / 2,
    y: (view.height - content.height * scale) / 2,
  };
}
