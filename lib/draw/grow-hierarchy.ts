import { hierarchy, type HierarchyNode } from "d3-hierarchy";
import { comparePaths, parentPath, type Path } from "../core/path.ts";

/** A path and what stands below it. */
export type Branch = { readonly path: Path; readonly hidden: number; readonly children: Branch[] };

/**
 * The hierarchy under `root` ("" is the question) of a set of paths, children in path order.
 * Paths whose ancestors are missing are left out, and so is all that lies below a folded path;
 * `hidden` counts what a fold took away.
 */
export function growHierarchy(
  paths: Iterable<Path>,
  { root = "", folded = new Set() }: { root?: Path; folded?: ReadonlySet<Path> } = {},
): HierarchyNode<Branch> {
  const below = new Map<Path, Path[]>();
  for (const path of paths) {
    if (path === "") continue;
    const siblings = below.get(parentPath(path));
    if (siblings) siblings.push(path);
    else below.set(parentPath(path), [path]);
  }
  const countBelow = (path: Path): number =>
    (below.get(path) ?? []).reduce((sum, child) => sum + 1 + countBelow(child), 0);
  const branch = (path: Path): Branch => {
    if (folded.has(path)) return { path, hidden: countBelow(path), children: [] };
    return { path, hidden: 0, children: (below.get(path) ?? []).toSorted(comparePaths).map(branch) };
  };
  return hierarchy(branch(root), (node) => node.children);
}
