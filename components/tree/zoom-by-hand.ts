import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import type { Placement } from "@/lib/draw/fit-box.ts";
import { hushJitter } from "./hush-jitter.ts";

type ZoomByHandOptions = {
  /** The smallest and the largest scale. */
  readonly scales: readonly [number, number];
  /** Keeps a placement where it may be. */
  readonly hold?: (placement: Placement) => Placement;
  /** Hears each step of a hand. */
  readonly onMove: (placement: Placement) => void;
};

export type ZoomByHand = {
  /** Something else placed the drawing: the next step of a hand goes on from there. */
  readonly place: (placement: Placement) => void;
  readonly stop: () => void;
};

/** So much a turn of the wheel zooms: a notch of a mouse, 100 px, by half, pinching on a pad as the fingers go. */
const zoomPx = 100;
const largestStep = Math.log2(1.5);
/** Some browsers count a wheel in lines. */
const linePx = 16;

const toTransform = ({ x, y, scale }: Placement): ZoomTransform => zoomIdentity.translate(x, y).scale(scale);
const toPlacement = ({ x, y, k }: ZoomTransform): Placement => ({ x, y, scale: k });
const pxOf = ({ deltaMode }: WheelEvent): number => (deltaMode === WheelEvent.DOM_DELTA_LINE ? linePx : 1);

/** Pan by drag, wheel or finger, zoom by pinch or ctrl and wheel, by d3-zoom. What moves is left to `onMove`. */
export function zoomByHand(
  svg: SVGSVGElement,
  { scales: [smallest, largest], hold = (placement) => placement, onMove }: ZoomByHandOptions,
): ZoomByHand {
  const selection = select<SVGSVGElement, unknown>(svg);
  let isTold = false;
  const behaviour = zoom<SVGSVGElement, unknown>()
    // Only `hold` bounds a drawing. Unless told, d3 would ask the element, a layout of its own for each step.
    .extent([
      [0, 0],
      [1, 1],
    ])
    .constrain((transform) => toTransform(hold(toPlacement(transform))))
    .scaleExtent([smallest, largest])
    .filter((event: Event) =>
      event instanceof WheelEvent
        ? event.ctrlKey || event.metaKey
        : !(event instanceof MouseEvent) || event.button === 0,
    )
    .wheelDelta((event) => {
      const step = (-event.deltaY * pxOf(event)) / zoomPx / Math.LN2;
      return Math.min(largestStep, Math.max(-largestStep, step));
    })
    .on("zoom", ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      if (!isTold) onMove(toPlacement(transform));
    });
  const stopper = new AbortController();
  const { signal } = stopper;
  hushJitter(svg, signal);
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return;
    const px = pxOf(event) / zoomTransform(svg).k;
    behaviour.translateBy(selection, -event.deltaX * px, -event.deltaY * px);
  };
  svg.addEventListener("wheel", onWheel, { passive: false, signal });
  selection.call(behaviour).on("dblclick.zoom", null);
  svg.style.cursor = "grab";
  return {
    place: (placement) => {
      isTold = true;
      behaviour.transform(selection, toTransform(placement));
      isTold = false;
    },
    stop: () => {
      stopper.abort();
      selection.on(".zoom", null);
    },
  };
}
