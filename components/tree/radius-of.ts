import type { TreeIndex } from "./index-tree.ts";

/** Half the size of a node's glyph at a depth, px at scale 1: the question is the largest, the last column the smallest. */
export const radiusOf = (index: TreeIndex, depth: number): number =>
  depth === 0 ? 18 : depth === index.depths ? 8 : depth === 1 ? 14 : 11;
