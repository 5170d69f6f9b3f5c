import { comparePaths, parentPath, type Path } from "../core/path.ts";

/** A path with its parent's index (-1: none), its depth below the root, and what stands below it. */
export type FlatBranch = {
  readonly path: Path;
  readonly parent: number;
  readonly depth: number;
  readonly childCount: number;
  /** How many nodes a fold hides below this one. */
  readonly hidden: number;
  /** How many of those have no child. */
  readonly hiddenLeaves: number;
};

/**
 * The tree under `root` ("" is the question) of a set of paths as one list in depth-first order, children in path order.
 * Paths whose ancestors are missing are left out, and so is all that lies below a folded path. `height` is the greatest
 * depth in it.
 */
export function flattenPaths(
  paths: Iterable<Path>,
  { root = "", folded = new Set() }: { root?: Path; folded?: ReadonlySet<Path> } = {},
): { branches: FlatBranch[]; height: number } {
  const below = new Map<Path, Path[]>();
  for (const path of paths) {
    if (path === "") continue;
    const parent = parentPath(path);
    const siblings = below.get(parent);
    if (siblings) siblings.push(path);
    else below.set(parent, [path]);
  }
  const countBelow = (path: Path): number =>
    (below.get(path) ?? []).reduce((sum, child) => sum + 1 + countBelow(child), 0);
  const countLeaves = (path: Path): number => {
    const children = below.get(path) ?? [];
    return children.length === 0 ? 1 : children.reduce((sum, child) => sum + countLeaves(child), 0);
  };
  const branches: FlatBranch[] = [];
  let height = 0;
  const add = (path: Path, parent: number, depth: number): void => {
    const isFolded = folded.has(path);
    const children = isFolded ? [] : (below.get(path) ?? []);
    const hidden = isFolded ? countBelow(path) : 0;
    const hiddenLeaves = hidden > 0 ? countLeaves(path) : 0;
    const at = branches.push({ path, parent, depth, childCount: children.length, hidden, hiddenLeaves }) - 1;
    height = Math.max(height, depth);
    if (children.length > 1) children.sort(comparePaths);
    for (const child of children) add(child, at, depth + 1);
  };
  add(root, -1, 0);
  return { branches, height };
}
