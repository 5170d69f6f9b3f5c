import { useEffect, useRef } from "react";
import type { Path } from "@/lib/core/path.ts";
import { focusTree } from "./focus-tree.ts";

/** Whether a key has led from another tree's page to the one that comes next. */
let isCarried = false;

/** To be called before a key leads to another tree: its page gives the focus to the tree. */
export function carryFocus(): void {
  isCarried = true;
}

/**
 * Gives the focus to the tree's current node whenever another view is drawn or another node is selected and nothing has
 * it: what had it went with the view before, or a key was pressed with the focus nowhere. A page just opened leaves it
 * where the browser starts, but for `carryFocus`.
 */
export function useFocusKept(view: string, selected: Path): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    const now = `${view} ${selected}`;
    const isWanted = before.current === null ? isCarried : before.current !== now;
    isCarried = false;
    before.current = now;
    if (!isWanted) return;
    // A view measures itself before it draws nodes.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusTree();
    });
  }, [view, selected]);
}
