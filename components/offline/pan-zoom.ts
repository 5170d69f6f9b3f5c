import { zoomByHand } from "@/components/tree/zoom-by-hand.ts";
import { fitBox, type Box, type Placement } from "@/lib/draw/fit-box.ts";

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

/** Pan and zoom of a drawing, written straight to the `<g>`. */
export function panZoom(svg: SVGSVGElement, group: SVGGElement): PanZoom {
  let content: Box = { width: 1, height: 1 };
  let [x, y, scale] = [0, 0, 1];
  const write = (placement: Placement): void => {
    ({ x, y, scale } = placement);
    group.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
  };
  const hand = zoomByHand(svg, { scales: [smallest, largest], onMove: write });
  const apply = (placement: Placement): void => {
    write(placement);
    hand.place(placement);
  };
  const place = (isWhole: boolean): void => {
    const { width, height } = svg.getBoundingClientRect();
    const fitted = fitBox(content, { width, height });
    const wide = Math.min(1, (width - 16) / content.width);
    const isLegible = isWhole || fitted.scale >= smallestFit || fitted.scale >= wide;
    apply(isLegible ? fitted : { x: 8, y: 8, scale: Math.max(wide, smallestFit) });
  };
  return {
    fit: () => place(true),
    zoomBy: (factor) => {
      const { width, height } = svg.getBoundingClientRect();
      const next = Math.min(largest, Math.max(smallest, scale * factor));
      const kept = (middle: number, from: number): number => middle - ((middle - from) * next) / scale;
      apply({ x: kept(width / 2, x), y: kept(height / 2, y), scale: next });
    },
    reveal: (atX, atY) => {
      const { width, height } = svg.getBoundingClientRect();
      const shift = (at: number, length: number): number =>
        at < 24 ? 24 - at : at > length - 24 ? length - 24 - at : 0;
      apply({ x: x + shift(atX * scale + x, width), y: y + shift(atY * scale + y, height), scale });
    },
    resize: (next) => {
      content = next;
      place(false);
    },
  };
}
