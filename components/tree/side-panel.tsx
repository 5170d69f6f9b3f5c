"use client";
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useStoredText } from "@/components/ui/use-stored-text.ts";

const [least, most, first] = [400, 680, 520];
const clamp = (width: number): number => Math.min(most, Math.max(least, Math.round(width)));

/** The panel on the right: 400 to 680 px by dragging its edge or with the arrow keys, remembered; below the drawing on a phone. */
export function SidePanel({ label, children }: { label: string; children: ReactNode }) {
  const [stored, store] = useStoredText("malthouse.inspector-width", String(first));
  const [dragged, setDragged] = useState<number | null>(null);
  const panel = useRef<HTMLElement>(null);
  const width = dragged ?? clamp(Number(stored) || first);
  const widthAt = (event: PointerEvent): number =>
    clamp((panel.current?.getBoundingClientRect().right ?? innerWidth) - event.clientX);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    store(String(clamp(width + (event.key === "ArrowLeft" ? 20 : -20))));
  };
  return (
    <aside
      ref={panel}
      aria-label={label}
      style={{ "--panel": `${width}px` } as React.CSSProperties}
      className="border-line bg-surface max-md:shadow-float relative max-md:rounded-t-[14px] max-md:border-t md:min-h-0 md:w-(--panel) md:shrink-0 md:overflow-y-auto md:border-l"
    >
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the panel"
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={width}
        tabIndex={0}
        className="hover:bg-line2 focus-visible:bg-accent absolute inset-y-0 left-0 z-20 w-1.5 cursor-col-resize touch-none max-md:hidden"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged(width);
        }}
        onPointerMove={(event) => dragged !== null && setDragged(widthAt(event))}
        onPointerUp={(event) => {
          if (dragged !== null) store(String(widthAt(event)));
          setDragged(null);
        }}
      />
      <div className="bg-line2 mx-auto mt-2 h-1 w-9 rounded-full md:hidden" aria-hidden />
      {children}
    </aside>
  );
}
