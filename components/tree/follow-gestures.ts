/** What a hand does to a drawing; px of the screen, points from the element's corner. */
export type Gestures = {
  readonly onPan: (x: number, y: number) => void;
  /** The point stays where it is. */
  readonly onZoom: (factor: number, x: number, y: number) => void;
};

type Point = { readonly x: number; readonly y: number };

/** A press that moves less is a click, a finger's more so, px. */
const clickPx = { mouse: 4, touch: 10 };
/** So much a turn of the wheel zooms: a notch of a mouse, 100 px, by half, pinching on a pad as the fingers go. */
const zoomPx = 100;
const largestStep = 1.5;
/** Some browsers count a wheel in lines. */
const linePx = 16;

/**
 * Pan by drag, wheel or finger, zoom by pinch or ctrl and wheel. A drag begins where a press has moved too far for a
 * click, and the click that ends it reaches nobody. Answers how to stop.
 */
export function followGestures(element: SVGSVGElement, { onPan, onZoom }: Gestures): () => void {
  const pressed = new Map<number, Point>();
  let start: Point = { x: 0, y: 0 };
  let isDrag = false;
  const stopper = new AbortController();
  const { signal } = stopper;
  const zoomAt = (factor: number, at: Point): void => {
    const { left, top } = element.getBoundingClientRect();
    onZoom(factor, at.x - left, at.y - top);
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePx : 1;
    if (!event.ctrlKey && !event.metaKey) return onPan(-event.deltaX * px, -event.deltaY * px);
    const factor = Math.exp((-event.deltaY * px) / zoomPx);
    zoomAt(Math.min(largestStep, Math.max(1 / largestStep, factor)), { x: event.clientX, y: event.clientY });
  };
  element.addEventListener("wheel", onWheel, { passive: false, signal });
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const at = { x: event.clientX, y: event.clientY };
    if (pressed.size === 0) [start, isDrag] = [at, false];
    pressed.set(event.pointerId, at);
  };
  element.addEventListener("pointerdown", onDown, { signal });
  const onMove = (event: PointerEvent): void => {
    const before = pressed.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
    const least = event.pointerType === "touch" ? clickPx.touch : clickPx.mouse;
    if (!isDrag && !other && Math.hypot(now.x - start.x, now.y - start.y) <= least) return;
    isDrag = true;
    // Only now, so that a click still finds the node it was meant for.
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    pressed.set(event.pointerId, now);
    if (!other) return onPan(now.x - before.x, now.y - before.y);
    const spread = (point: Point): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    onPan((now.x - before.x) / 2, (now.y - before.y) / 2);
    zoomAt(spread(now) / spread(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  };
  element.addEventListener("pointermove", onMove, { signal });
  const onUp = (event: PointerEvent): void => void pressed.delete(event.pointerId);
  for (const name of ["pointerup", "pointercancel"] as const)
    element.addEventListener(name, onUp, { signal });
  const onClick = (event: MouseEvent): void => {
    // A click by keyboard or by program has no press before it.
    if (isDrag && event.detail > 0) event.stopPropagation();
  };
  element.addEventListener("click", onClick, { capture: true, signal });
  return () => stopper.abort();
}
