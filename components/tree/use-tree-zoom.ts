import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { fitBox, type Box, type Placement } from "@/lib/draw/fit-box.ts";
import type { Size } from "./use-size.ts";
import type { ZoomByHand } from "./zoom-by-hand.ts";

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

const [smallest, largest] = [0.004, 4];

function viewOf({ x, y, scale: k }: Placement, { content, size, isStretched }: Frame): TreeView {
  const [isFar, height] = [k < farScale, size?.height ?? 0];
  if (!isFar || !isStretched || !size) return { left: x, top: y, scaleX: k, scaleY: k, isFar, height };
  const scaleX = Math.max(k, Math.min(1, (size.width - 2 * edge) / content.width));
  return { left: (size.width - content.width * scaleX) / 2, top: y, scaleX, scaleY: k, isFar, height };
}

/** A large drawing stays in the window: in the middle where it is narrower, else within its edges. */
function holdIn(placement: Placement, { content, size, isStretched }: Frame): Placement {
  if (!isStretched || !size) return placement;
  const { x, y, scale } = placement;
  const [width, height] = [content.width * scale, content.height * scale];
  const spare = size.width - width;
  return {
    x: spare > 0 ? spare / 2 : Math.min(4 * edge, Math.max(spare - 4 * edge, x)),
    y: Math.min(size.height / 2, Math.max(size.height / 2 - height, y)),
    scale,
  };
}

type Frame = Pick<TreeZoomOptions, "content" | "size" | "isStretched">;

/**
 * Zoom and pan, written straight to the `<g>`: 60 frames a second need no React. `onView` hears
 * every transform. Until somebody moves the drawing it stays fitted as the tree or the window grows. What follows hands,
 * d3-zoom, comes when the drawing is seen.
 */
export function useTreeZoom(
  svgRef: RefObject<SVGSVGElement | null>,
  groupRef: RefObject<SVGGElement | null>,
  { content, size, isStretched, onView, kept, onKeep }: TreeZoomOptions,
): TreeZoom {
  const current = useRef<Placement>({ x: 0, y: 0, scale: 1 });
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
      listener.current.onKeep?.(isMoved.current ? current.current : null);
    }, restMs);
  }, []);
  useEffect(
    () => () => {
      if (resting.current !== null) clearTimeout(resting.current);
    },
    [],
  );

  const hand = useRef<ZoomByHand | null>(null);
  const write = useCallback(
    (placement: Placement) => {
      current.current = placement;
      const view = viewOf(placement, listener.current);
      seen.current = view;
      groupRef.current?.setAttribute(
        "transform",
        `translate(${view.left} ${view.top}) scale(${view.scaleX} ${view.scaleY})`,
      );
      listener.current.onView(view);
      keep();
    },
    [groupRef, keep],
  );
  const apply = useCallback(
    (placement: Placement) => {
      const held = holdIn(placement, listener.current);
      write(held);
      hand.current?.place(held);
    },
    [write],
  );
  const panBy = useCallback(
    (byX: number, byY: number) => {
      const { x, y, scale } = current.current;
      apply({ x: x + byX, y: y + byY, scale });
    },
    [apply],
  );
  useEffect(() => {
    let isGone = false;
    const begin = async (): Promise<void> => {
      const { zoomByHand } = await import("./zoom-by-hand.ts");
      if (isGone || !svgRef.current) return;
      hand.current = zoomByHand(svgRef.current, {
        scales: [smallest, largest],
        hold: (placement) => holdIn(placement, listener.current),
        onMove: (placement) => {
          isMoved.current = true;
          write(placement);
        },
      });
      hand.current.place(current.current);
    };
    const frame = requestAnimationFrame(() => void begin());
    return () => {
      isGone = true;
      cancelAnimationFrame(frame);
      hand.current?.stop();
      hand.current = null;
    };
  }, [svgRef, write]);

  const { width, height } = content;
  const place = useCallback(() => {
    if (!size) return;
    const whole = fitBox({ width, height }, size);
    const wide = Math.min(1, (size.width - 2 * edge) / width);
    apply(
      whole.scale >= smallestFit || whole.scale >= wide
        ? whole
        : { x: edge, y: edge, scale: Math.max(wide, smallestFit) },
    );
  }, [apply, size, width, height]);

  // Before the first paint: what is drawn must never be seen in another place than it stays.
  useLayoutEffect(() => {
    if (!isMoved.current) place();
    else if (size && first.current) {
      apply(first.current);
      first.current = null;
    }
  }, [place, apply, size]);

  const fit = useCallback(() => {
    if (!size) return;
    isMoved.current = false;
    apply(fitBox({ width, height }, size));
  }, [apply, size, width, height]);

  const zoomBy = useCallback(
    (factor: number) => {
      if (!size) return;
      isMoved.current = true;
      const { x, y, scale } = current.current;
      const next = Math.min(largest, Math.max(smallest, scale * factor));
      const kept = (middle: number, from: number): number => middle - ((middle - from) * next) / scale;
      apply({ x: kept(size.width / 2, x), y: kept(size.height / 2, y), scale: next });
    },
    [apply, size],
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
      if (shiftX !== 0 || shiftY !== 0) panBy(shiftX, shiftY);
    },
    [panBy, size],
  );

  const follow = useCallback(
    (x: number, y: number) => {
      const { scale } = current.current;
      if (isMoved.current && (x !== 0 || y !== 0)) panBy(-x * scale, -y * scale);
    },
    [panBy],
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
