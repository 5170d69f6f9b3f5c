import { type Fraction, formatFraction } from "./fraction.ts";
import { comparePaths, ordinalOf, parentPath, type Path } from "./path.ts";

/** Further to the right than this a place is not kept free: an import may count as it likes. */
const widestRow = 64;

/**
 * A tree's values as one short line, which is all that a small picture of it needs: a mark a place, its children in
 * brackets after it, a comma between siblings. A mark is the value ("5/9"), "-" without one, "x" for a part that failed
 * for good, nothing where nothing has come yet, so that what is there keeps its place while the tree grows. About 120
 * characters for a tree of 39 nodes.
 */
export function writeValueLine(
  nodes: readonly { readonly path: Path; readonly value: Fraction | null }[],
  failed: readonly Path[],
): string {
  const marks = new Map<Path, string>(failed.map((path) => [path, "x"]));
  for (const { path, value } of nodes) marks.set(path, value === null ? "-" : formatFraction(value));
  const children = Map.groupBy([...marks.keys()].sort(comparePaths), parentPath);
  const writeRow = (parent: Path): string => {
    const row: string[] = [];
    for (const path of children.get(parent) ?? []) {
      while (row.length + 1 < Math.min(ordinalOf(path), widestRow)) row.push("");
      const below = writeRow(path);
      row.push(`${marks.get(path) ?? ""}${below === "" ? "" : `(${below})`}`);
    }
    return row.join(",");
  };
  return writeRow("");
}
