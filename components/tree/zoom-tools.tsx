import type { MouseEvent } from "react";
import { Maximize, Minus, Plus } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { focusTree } from "./focus-tree.ts";

type ZoomToolsProps = {
  /** The drawing can be zoomed; bands and outline always fill their room. */
  isDrawing: boolean;
  onZoom: (factor: number) => void;
  onFit: () => void;
  onFold: () => void;
  isFoldable: boolean;
  isFolded: boolean;
  hasFolds: boolean;
  onCollapseAll: () => void;
  onOpenAll: () => void;
  isFocused: boolean;
  onFocus: () => void;
};

/**
 * Does `act`. After a click the focus goes to the tree's current node, where arrows and ↵ mean the tree; left on the
 * button, ↵ would press it again. A press by keyboard (`detail` 0) keeps its place.
 */
const thenTree = (act: () => void) => (event: MouseEvent<HTMLElement>) => {
  act();
  if (event.detail === 0) return;
  event.currentTarget.blur();
  focusTree();
};

/** What moves and folds the drawing. */
export function ZoomTools(props: ZoomToolsProps) {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {props.isDrawing && (
        <>
          <Button size="sm" isIcon aria-label="Zoom in" onClick={thenTree(() => props.onZoom(1.3))}>
            <Plus aria-hidden size={14} />
          </Button>
          <Button size="sm" isIcon aria-label="Zoom out" onClick={thenTree(() => props.onZoom(1 / 1.3))}>
            <Minus aria-hidden size={14} />
          </Button>
          <Button
            size="sm"
            isIcon
            aria-label="Fit the tree (f)"
            title="Fit (f)"
            onClick={thenTree(props.onFit)}
          >
            <Maximize aria-hidden size={14} />
          </Button>
        </>
      )}
      <Button size="sm" disabled={!props.isFoldable} onClick={thenTree(props.onFold)}>
        {props.isFolded ? "Unfold" : "Fold"} <Kbd>z</Kbd>
      </Button>
      <Button size="sm" onClick={thenTree(props.hasFolds ? props.onOpenAll : props.onCollapseAll)}>
        {props.hasFolds ? "Open all" : "Collapse all"}
      </Button>
      <Button
        size="sm"
        aria-pressed={props.isFocused}
        title="Focus this subtree (⇧F)"
        onClick={thenTree(props.onFocus)}
      >
        {props.isFocused ? "Whole tree" : "Focus"} <Kbd>⇧F</Kbd>
      </Button>
    </div>
  );
}
