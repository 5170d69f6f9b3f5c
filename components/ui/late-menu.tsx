"use client";
import { type ComponentProps, type ReactElement, type ReactNode, Suspense, useState } from "react";

type LateMenuProps = {
  /** Of the button before and after the menu has come. */
  readonly look: ComponentProps<"button">;
  /** Fetches the menu; called again and again, so it has to remember. */
  readonly load: () => Promise<unknown>;
  /** The menu itself, a lazy component, open from the start. */
  readonly menu: (trigger: ReactElement<Record<string, unknown>>) => ReactNode;
  readonly children: ReactNode;
};

/** A menu's button whose menu is fetched when the pointer or the focus comes near. */
export function LateMenu({ look, load, menu, children }: LateMenuProps) {
  const [isAsked, setIsAsked] = useState(false);
  const waiting = (
    <button
      {...look}
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setIsAsked(true)}
    >
      {children}
    </button>
  );
  if (!isAsked) return waiting;
  return (
    <Suspense fallback={waiting}>
      {menu(
        <button {...look} type="button">
          {children}
        </button>,
      )}
    </Suspense>
  );
}
