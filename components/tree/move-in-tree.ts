import { ancestorPaths, depthOf, parentPath, type Path } from "@/lib/core/path.ts";

export type Move = "parent" | "child" | "next" | "previous" | "first" | "last";

/**
 * Where a key leads from `at` among the paths in view ("" is the question; `visible` is in depth-first order,
 * without it). Next and previous stay in the column, so that they also cross from cousin to cousin.
 */
export function moveInTree(visible: readonly Path[], at: Path, move: Move): Path {
  const isBelow = (path: Path): boolean => (at === "" ? depthOf(path) === 1 : parentPath(path) === at);
  switch (move) {
    case "parent":
      return at === "" ? at : parentPath(at);
    case "child":
      return visible.find(isBelow) ?? at;
    case "first":
      return "";
    case "last":
      return visible.at(-1) ?? at;
    case "next":
    case "previous": {
      if (at === "") return at;
      const column = visible.filter((path) => depthOf(path) === depthOf(at));
      const index = column.indexOf(at);
      return (index < 0 ? undefined : column[index + (move === "next" ? 1 : -1)]) ?? at;
    }
  }
}

/** Whether `path` is `root` or below it; everything is within the question "". */
export const isWithin = (path: Path, root: Path): boolean =>
  root === "" || path === root || path.startsWith(`${root}.`);

/** The paths in view within `root` when the subtrees below `folded` are shut. */
export function visiblePaths(paths: readonly Path[], folded: ReadonlySet<Path>, root: Path = ""): Path[] {
  if (folded.has(root)) return paths.filter((path) => path === root);
  return paths.filter(
    (path) =>
      isWithin(path, root) &&
      !ancestorPaths(path).some((ancestor) => folded.has(ancestor) && isWithin(ancestor, root)),
  );
}
