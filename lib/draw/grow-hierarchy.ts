import { hierarchy, type HierarchyNode } from "d3-hierarchy";

/**
 * The d3 hierarchy of a list whose entries name their parent by its index, -1 for the first, the root. Its data are indexes
 * of the list: what stands there is made once, and d3's nodes only carry numbers back. Throws nothing.
 */
export function growHierarchy(list: readonly { readonly parent: number }[]): HierarchyNode<number> {
  const below: number[][] = list.map(() => []);
  list.forEach(({ parent }, at) => below[parent]?.push(at));
  return hierarchy(0, (at) => below[at]);
}
