import { useLayoutEffect } from "react";

/**
 * Gives the focus back to what had it before something opened over the page, where that is drawn in SVG, as the nodes of
 * a tree are: the dialogs' library knows HTML elements only. What has taken the focus since keeps it.
 */
export function useFocusBack(isOpen: boolean): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (!isOpen || !(before instanceof SVGElement)) return;
    return () => {
      // The dialog holds the focus until it is closed.
      requestAnimationFrame(() => {
        const now = document.activeElement;
        const isFree = now === null || now === document.body || now.closest('[role="dialog"]') !== null;
        if (isFree && before.isConnected) before.focus({ preventScroll: true });
      });
    };
  }, [isOpen]);
}
