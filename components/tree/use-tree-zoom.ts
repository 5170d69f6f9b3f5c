import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { fitBox, type Box, type Placement } from "@/lib/draw/fit-box.ts";
import type { Size } from "./use-size.ts";

export type TreeZoom = {
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  /** Shifts just enough to bring a point of the drawing into view. */
  readonly reveal: (x: number, y: number) => void;
  /** Where the drawing itself moved by so much: keeps what was looked at in its place on the screen. */
  readonly follow: (x: number, y: number) => void;
  /** The point of the drawing under a point of the window. */
  readonly pointAt: (clientX: number, clientY: number) => { x: number; y: number };
};

/** How the drawing stands on the screen: a point x, y is seen at `left + x * scaleX`, `top + y * scaleY`. */
export type TreeView = {
  readonly left: number;
  readonly top: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly isFar: boolean;
  /** Of the window on the drawing, px on the screen. */
  readonly height: number;
};

type TreeZoomOptions = {
  content: Box;
  size: Size | null;
  /** From afar the columns keep the whole width: a tree of a thousand leaves is fifty times as high as wide. */
  isStretched: boolean;
  onView: (view: TreeView) => void;
  /** Where somebody left the drawing before; null starts fitted. */
  kept: Placement | null;
  /** Hears where somebody left the drawing, once it rests; null when it is fitted again. */
  onKeep?: ((placement: Placement | null) => void) | undefined;
};

/** So long must the drawing rest before its place is kept, ms. */
const restMs = 200;

/** Below this a label cannot be read: better to start at the top in full size than to fit. */
const smallestFit = 0.42;
/** Below this scale words cannot be read and a large tree is drawn as plain bars. */
const farScale = 0.4;
const edge = 8;

function viewOf({ x, y, k }: ZoomTransform, { content, size, isStretched }: Frame): TreeView {
  const [isFar, height] = [k < farScale, size?.height ?? 0];
  if (!isFar || !isStretched || !size) return { left: x, top: y, scaleX: k, scaleY: k, isFar, height };
  const scaleX = Math.max(k, Math.min(1, (size.width - 2 * edge) / content.width));
  return { left: (size.width - content.width * scaleX) / 2, top: y, scaleX, scaleY: k, isFar, height };
}

/** A large drawing stays in the window: in the middle where it is narrower, else within its edges. */
function holdIn(transform: ZoomTransform, { content, size, isStretched }: Frame): ZoomTransform {
  if (!isStretched || !size) return transform;
  const { x, y, k } = transform;
  const [width, height] = [content.width * k, content.height * k];
  const spare = size.width - width;
  const left = spare > 0 ? spare / 2 : Math.min(4 * edge, Math.max(spare - 4 * edge, x));
  const top = Math.min(size.height / 2, Math.max(size.height / 2 - height, y));
  return zoomIdentity.translate(left, top).scale(k);
}

type Frame = Pick<TreeZoomOptions, "content" | "size" | "isStretched">;

/**
 * Zoom and pan by d3-zoom, written straight to the `<g>`: 60 frames a second need no React. `onView` hears
 * every transform. Until somebody moves the drawing it stays fitted as the tree or the window grows.
 */
export function useTreeZoom(
  svgRef: RefObject<SVGSVGElement | null>,
  groupRef: RefObject<SVGGElement | null>,
  { content, size, isStretched, onView, kept, onKeep }: TreeZoomOptions,
): TreeZoom {
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const current = useRef<ZoomTransform>(zoomIdentity);
  const isMoved = useRef(kept !== null);
  const first = useRef(kept);
  const seen = useRef<TreeView>({ left: 0, top: 0, scaleX: 1, scaleY: 1, isFar: false, height: 0 });
  const listener = useRef({ onView, onKeep, content, size, isStretched });
  const resting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useLayoutEffect(() => {
    listener.current = { onView, onKeep, content, size, isStretched };
  });
  const keep = useCallback(() => {
    if (resting.current !== null) clearTimeout(resting.current);
    resting.current = setTimeout(() => {
      const { x, y, k } = current.current;
      listener.current.onKeep?.(isMoved.current ? { x, y, scale: k } : null);
    }, restMs);
  }, []);
  useEffect(
    () => () => {
      if (resting.current !== null) clearTimeout(resting.current);
    },
    [],
  );

  const apply = useCallback(
    (transform: ZoomTransform) => {
      const svg = svgRef.current;
      if (svg && behaviour.current) behaviour.current.transform(select(svg), transform);
    },
    [svgRef],
  );

  // Before the first paint: what is drawn must never be seen in another place than it stays.
  useLayoutEffect(() => {
    const svg = svgRef.current;
    if (!svg) return;
    const selection = select(svg);
    const made = zoom<SVGSVGElement, unknown>()
      // Told, not asked of the element: that would be a layout of its own for each step.
      .extent(() => [
        [0, 0],
        [listener.current.size?.width ?? 0, listener.current.size?.height ?? 0],
      ])
      .constrain((transform) => holdIn(transform, listener.current))
      .scaleExtent([0.004, 4])
      .filter((event: Event) => {
        if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
        return !(event instanceof MouseEvent) || event.button === 0;
      })
      .clickDistance(4)
      .on("zoom", (event: { transform: ZoomTransform; sourceEvent: unknown }) => {
        current.current = event.transform;
        if (event.sourceEvent) isMoved.current = true;
        const view = viewOf(event.transform, listener.current);
        seen.current = view;
        groupRef.current?.setAttribute(
          "transform",
          `translate(${view.left} ${view.top}) scale(${view.scaleX} ${view.scaleY})`,
        );
        listener.current.onView(view);
      })
      .on("end", keep);
    behaviour.current = made;
    selection.call(made).on("dblclick.zoom", null);
    const pan = (event: WheelEvent): void => {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      isMoved.current = true;
      const { k } = current.current;
      made.translateBy(selection, -event.deltaX / k, -event.deltaY / k);
    };
    svg.addEventListener("wheel", pan, { passive: false });
    return () => {
      svg.removeEventListener("wheel", pan);
      selection.on(".zoom", null);
    };
  }, [svgRef, groupRef, keep]);

  const { width, height } = content;
  const place = useCallback(() => {
    if (!size) return;
    const whole = fitBox({ width, height }, size);
    const wide = Math.min(1, (size.width - 2 * edge) / width);
    apply(
      whole.scale >= smallestFit || whole.scale >= wide
        ? zoomIdentity.translate(whole.x, whole.y).scale(whole.scale)
        : zoomIdentity.translate(edge, edge).scale(Math.max(wide, smallestFit)),
    );
  }, [apply, size, width, height]);

  useLayoutEffect(() => {
    if (!isMoved.current) place();
    else if (size && first.current) {
      const { x, y, scale } = first.current;
      first.current = null;
      apply(zoomIdentity.translate(x, y).scale(scale));
    }
  }, [place, apply, size]);

  const fit = useCallback(() => {
    if (!size) return;
    isMoved.current = false;
    const { scale, x, y } = fitBox({ width, height }, size);
    apply(zoomIdentity.translate(x, y).scale(scale));
  }, [apply, size, width, height]);

  const zoomBy = useCallback(
    (factor: number) => {
      const svg = svgRef.current;
      isMoved.current = true;
      if (svg && behaviour.current) behaviour.current.scaleBy(select(svg), factor);
    },
    [svgRef],
  );

  const reveal = useCallback(
    (x: number, y: number) => {
      if (!size) return;
      const { left, top, scaleX, scaleY } = seen.current;
      // What is just outside comes well inside: one sees what stands around it.
      const shift = (at: number, length: number): number => {
        const [least, wanted] = [Math.min(6, length / 4), Math.min(48, length / 4)];
        return at < least ? wanted - at : at > length - least ? length - wanted - at : 0;
      };
      const [shiftX, shiftY] = [shift(left + x * scaleX, size.width), shift(top + y * scaleY, size.height)];
      const { k } = current.current;
      if (shiftX !== 0 || shiftY !== 0) apply(current.current.translate(shiftX / k, shiftY / k));
    },
    [apply, size],
  );

  const follow = useCallback(
    (x: number, y: number) => {
      if (isMoved.current && (x !== 0 || y !== 0)) apply(current.current.translate(-x, -y));
    },
    [apply],
  );

  const pointAt = useCallback(
    (clientX: number, clientY: number) => {
      const box = svgRef.current?.getBoundingClientRect();
      const { left, top, scaleX, scaleY } = seen.current;
      return {
        x: (clientX - (box?.left ?? 0) - left) / scaleX,
        y: (clientY - (box?.top ?? 0) - top) / scaleY,
      };
    },
    [svgRef],
  );

  return { fit, zoomBy, reveal, follow, pointAt };
}
