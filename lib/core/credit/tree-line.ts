import { comparePaths, parentPath, type Path } from "../path.ts";
import type { Verdict } from "../tree.ts";

/** What a tree's line keeps of a stored node. */
export type LinedNode = {
  readonly path: Path;
  readonly verdict: Verdict | null;
  readonly isTruncated: boolean;
};

const letters = { correct: "c", incorrect: "i", unknown: "u" } as const satisfies Record<Verdict, string>;

/**
 * A tree as one short line: a letter a node in path order, its children in brackets after it. `c`, `i`, `u` is the
 * verdict that counts, `-` a node without one, `x` a part that failed for good; a text cut off at its token limit has a
 * capital, or `+`. All that the statistics of credit need is in it, at
 * 63 characters for a tree of 39 nodes.
 */
export function writeTreeLine(nodes: readonly LinedNode[], failed: readonly Path[]): string {
  const marks = new Map<Path, string>(failed.map((path) => [path, "x"]));
  for (const { path, verdict, isTruncated } of nodes) {
    const letter = verdict === null ? "-" : letters[verdict];
    marks.set(path, isTruncated ? (letter === "-" ? "+" : letter.toUpperCase()) : letter);
  }
  const children = new Map<Path, Path[]>();
  for (const path of [...marks.keys()].sort(comparePaths)) {
    const parent = parentPath(path);
    const siblings = children.get(parent);
    if (siblings) siblings.push(path);
    else children.set(parent, [path]);
  }
  const write = (path: Path): string => {
    const below = children.get(path);
    return `${marks.get(path) ?? ""}${below ? `(${below.map(write).join("")})` : ""}`;
  };
  return (children.get("") ?? []).map(write).join("");
}
