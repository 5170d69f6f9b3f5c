type Point = { readonly x: number; readonly y: number };

/** A press that moves less is a click, a finger's more so, px. */
const clickPx = { mouse: 4, touch: 10 };

/** Where a press is; null for two fingers and more. */
function pointOf(event: MouseEvent | TouchEvent): Point | null {
  if (!("touches" in event)) return { x: event.clientX, y: event.clientY };
  const [finger, other] = event.touches;
  return finger && !other ? { x: finger.clientX, y: finger.clientY } : null;
}

/**
 * Keeps moves from who follows drags of `element` until a press has moved too far for a click. For one who is told of a
 * finger's move tells the browser that it is no click. To be called before they begin to listen.
 */
export function hushJitter(element: SVGSVGElement, signal: AbortSignal): void {
  let from: Point | null = null;
  const onPress = (event: MouseEvent | TouchEvent): void => void (from = pointOf(event));
  const onMove = (event: MouseEvent | TouchEvent): void => {
    const isTouch = "touches" in event;
    const now = isTouch || event.buttons > 0 ? pointOf(event) : null;
    const least = isTouch ? clickPx.touch : clickPx.mouse;
    if (from && now && Math.hypot(now.x - from.x, now.y - from.y) <= least) event.stopImmediatePropagation();
    else from = null;
  };
  for (const name of ["mousedown", "touchstart"] as const)
    element.addEventListener(name, onPress, { capture: true, passive: true, signal });
  element.addEventListener("touchmove", onMove, { capture: true, passive: true, signal });
  window.addEventListener("mousemove", onMove, { capture: true, signal });
}
