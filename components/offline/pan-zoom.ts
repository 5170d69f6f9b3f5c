import { followGestures } from "@/components/tree/follow-gestures.ts";
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

/** Pan and zoom of a drawing by hand, written straight to the `<g>`. */
export function panZoom(svg: SVGSVGElement, group: SVGGElement): PanZoom {
  let content: Box = { width: 1, height: 1 };
  let [x, y, scale] = [0, 0, 1];
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
  followGestures(svg, {
    onPan: (byX, byY) => {
      x += byX;
      y += byY;
      apply();
    },
    onZoom: zoomAt,
  });
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
