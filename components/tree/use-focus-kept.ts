import { useEffect, useRef } from "react";
import { hasPageFocus, isFocusFree } from "@/components/shell/has-page-focus.ts";
import type { Path } from "@/lib/core/path.ts";
import { focusTree } from "./focus-tree.ts";

/**
 * Gives the focus to the tree's current node where one was led to its page, and whenever another view is drawn or another
 * node is selected and nothing has the focus: what had it went with the view before, or a key was pressed with the
 * focus nowhere. A page that the browser opened leaves it where the browser starts.
 */
export function useFocusKept(view: string, selected: Path): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    const now = `${view} ${selected}`;
    const [isFirst, isSame] = [before.current === null, before.current === now];
    before.current = now;
    if (isSame) return;
    // A view measures itself before it draws nodes, and a page gets the focus after its parts are there.
    requestAnimationFrame(() => {
      if (isFirst ? hasPageFocus() : isFocusFree()) focusTree();
    });
  }, [view, selected]);
}
