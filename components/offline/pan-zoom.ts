import { fitBox, type Box } from "@/lib/draw/fit-box.ts";

export type PanZoom = {
  fit(): void;
  zoomBy(factor: number): void;
  /** Shifts just enough to bring a point of the drawing into view. */
  reveal(x: number, y: number): void;
  /** What is drawn has another size now: fits it. */
  resize(content: Box): void;
};

const [smallest, largest] = [0.02, 4];
/** Below this words cannot be read: better to start at the top in a legible size than to fit. */
const smallestFit = 0.42;
/** A press that moves less is a click. */
const clickPx = 4;

/** Pan by drag, wheel or finger, zoom by pinch or ctrl and wheel; written straight to the `<g>`. */
export function panZoom(svg: SVGSVGElement, group: SVGGElement): PanZoom {
  let content: Box = { width: 1, height: 1 };
  let [x, y, scale] = [0, 0, 1];
  const pointers = new Map<number, { x: number; y: number }>();
  let moved = 0;
  const apply = (): void => group.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
  const zoomAt = (factor: number, atX: number, atY: number): void => {
    const next = Math.min(largest, Math.max(smallest, scale * factor));
    x = atX - ((atX - x) * next) / scale;
    y = atY - ((atY - y) * next) / scale;
    scale = next;
    apply();
  };
  const place = (isWhole: boolean): void => {
    const { width, height } = svg.getBoundingClientRect();
    const fitted = fitBox(content, { width, height });
    const wide = Math.min(1, (width - 16) / content.width);
    const isLegible = isWhole || fitted.scale >= smallestFit || fitted.scale >= wide;
    ({ x, y, scale } = isLegible ? fitted : { x: 8, y: 8, scale: Math.max(wide, smallestFit) });
    apply();
  };
  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey)
        zoomAt(Math.exp(-event.deltaY / 200), event.clientX - box.left, event.clientY - box.top);
      else {
        x -= event.deltaX;
        y -= event.deltaY;
        apply();
      }
    },
    { passive: false },
  );
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) moved = 0;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    // Only now, so that a click still finds the node it was meant for.
    if (moved > clickPx && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    if (other) {
      const box = svg.getBoundingClientRect();
      const spread = (point: { x: number; y: number }): number =>
        Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      zoomAt(spread(now) / spread(before), other.x - box.left, other.y - box.top);
    } else if (moved > clickPx) {
      x += now.x - before.x;
      y += now.y - before.y;
      apply();
    }
  });
  const leave = (event: PointerEvent): void => void pointers.delete(event.pointerId);
  for (const name of ["pointerup", "pointercancel"] as const) svg.addEventListener(name, leave);
  svg.addEventListener(
    "click",
    (event) => {
      if (moved > clickPx) event.stopPropagation();
    },
    { capture: true },
  );
  return {
    fit: () => place(true),
    zoomBy: (factor) => {
      const { width, height } = svg.getBoundingClientRect();
      zoomAt(factor, width / 2, height / 2);
    },
    reveal: (atX, atY) => {
      const { width, height } = svg.getBoundingClientRect();
      const shift = (at: number, length: number): number =>
        at < 24 ? 24 - at : at > length - 24 ? length - 24 - at : 0;
      x += shift(atX * scale + x, width);
      y += shift(atY * scale + y, height);
      apply();
    },
    resize: (next) => {
      content = next;
      place(false);
    },
  };
}
