import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { createRoot } from "react-dom/client";
import { indexTree } from "../../../components/tree/index-tree.ts";
import { TreeCanvas, type TreeCanvasHandle } from "../../../components/tree/tree-canvas.tsx";
import type { Tree } from "../../../lib/http/wire/trees.ts";
import type { Drawing, Mount } from "./drawing.ts";

const open = new Set<string>();
const nothing = (): void => undefined;

type OursProps = {
  first: Tree;
  onReady: (parts: { show: (tree: Tree) => void; canvas: RefObject<TreeCanvasHandle | null> }) => void;
};

/** The tree page's canvas, whole, with another tree's values as a supposition brings them. */
function Ours({ first, onReady }: OursProps) {
  const [tree, setTree] = useState(first);
  const canvas = useRef<TreeCanvasHandle>(null);
  const stored = useMemo(() => indexTree(first), [first]);
  const index = useMemo(
    () => (tree === first ? stored : indexTree(tree, { stored, backup: "mean", turned: open })),
    [tree, first, stored],
  );
  useEffect(() => onReady({ show: setTree, canvas }), [onReady]);
  return (
    <TreeCanvas
      handle={canvas}
      index={index}
      selected="1"
      folded={open}
      onSelect={nothing}
      onToggle={nothing}
    />
  );
}

export const mountOurs: Mount = (root, first): Drawing => {
  let parts: Parameters<OursProps["onReady"]>[0] | null = null;
  createRoot(root).render(<Ours first={first} onReady={(ready) => void (parts = ready)} />);
  return {
    recolour: (tree) => parts?.show(tree),
    fit: () => parts?.canvas.current?.fit(),
    zoomClose: () => {
      const transform = root.querySelector(".drawing")?.getAttribute("transform") ?? "";
      const scale = Number(/scale\((?:[^,\s)]+[,\s]+)?([^,\s)]+)\)/.exec(transform)?.[1] ?? 1);
      parts?.canvas.current?.zoomBy(1 / scale);
    },
  };
};
