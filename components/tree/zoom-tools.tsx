import type { MouseEvent } from "react";
import { Maximize, Minus, Plus } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";

type ZoomToolsProps = {
  onZoom: (factor: number) => void;
  onFit: () => void;
  onFold: () => void;
  isFoldable: boolean;
  isFolded: boolean;
  hasFolds: boolean;
  onCollapseAll: () => void;
  onOpenAll: () => void;
};

/**
 * After a click the focus goes to the tree's current node, where arrows and ↵ mean the tree; left on the button, ↵
 * would press it again. A press by keyboard (`detail` 0) keeps its place.
 */
function toTree(event: MouseEvent): void {
  if (event.detail === 0 || !(document.activeElement instanceof HTMLButtonElement)) return;
  const current = document.querySelector<SVGElement>('[role="treeitem"][tabindex="0"]');
  document.activeElement.blur();
  current?.focus({ preventScroll: true });
}

/** What moves and folds the drawing. */
export function ZoomTools(props: ZoomToolsProps) {
  return (
    <div className="flex flex-wrap items-center gap-1.5" onClick={toTree}>
      <Button size="sm" isIcon aria-label="Zoom in" onClick={() => props.onZoom(1.3)}>
        <Plus aria-hidden size={14} />
      </Button>
      <Button size="sm" isIcon aria-label="Zoom out" onClick={() => props.onZoom(1 / 1.3)}>
        <Minus aria-hidden size={14} />
      </Button>
      <Button size="sm" isIcon aria-label="Fit the tree (f)" title="Fit (f)" onClick={props.onFit}>
        <Maximize aria-hidden size={14} />
      </Button>
      <Button size="sm" disabled={!props.isFoldable} onClick={props.onFold}>
        {props.isFolded ? "Unfold" : "Fold"} <Kbd>z</Kbd>
      </Button>
      <Button size="sm" onClick={props.hasFolds ? props.onOpenAll : props.onCollapseAll}>
        {props.hasFolds ? "Open all" : "Collapse all"}
      </Button>
    </div>
  );
}
