import type { DrawnNode } from "./draw-node.ts";

/** What makes a drawn node a treeitem with roving focus, the same in tree and icicle. */
export const treeItemAttributes = (node: DrawnNode, isSelected: boolean) =>
  ({
    role: "treeitem",
    id: `node-${node.path || "question"}`,
    "data-path": node.path,
    tabIndex: isSelected ? 0 : -1,
    "aria-level": node.level,
    "aria-setsize": node.setSize,
    "aria-posinset": node.position,
    "aria-selected": isSelected,
    "aria-label": node.label,
    ...(node.isExpanded === null ? {} : { "aria-expanded": node.isExpanded }),
    className: "tree-node cursor-pointer",
  }) as const;
