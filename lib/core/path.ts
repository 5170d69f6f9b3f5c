/** A node's place: 1-based ordinals from the root, "2.1.3". The root itself, the question, is "". */
export type Path = string;

/** The ordinals of a path; [] for the root. Throws RangeError on anything that is not a path. */
export function ordinalsOf(path: Path): number[] {
  if (path === "") return [];
  return path.split(".").map((part) => {
    if (!/^[1-9]\d{0,5}$/.test(part)) throw new RangeError(`not a path: ${JSON.stringify(path)}`);
    return Number(part);
  });
}

/** Whether a text is the path of a node: at most 64 levels, ordinals below a million; the root's "" is none. */
export const isPath = (text: string): boolean => /^[1-9]\d{0,5}(?:\.[1-9]\d{0,5}){0,63}$/.test(text);

/** The path one level up; "" above depth 1. */
export function parentPath(path: Path): Path {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? "" : path.slice(0, dot);
}

/** Counted from 1: "2.1.3" has depth 3, the root 0. */
export function depthOf(path: Path): number {
  let depth = path === "" ? 0 : 1;
  for (let at = path.indexOf("."); at >= 0; at = path.indexOf(".", at + 1)) depth++;
  return depth;
}

/** The place among siblings, counted from 1. */
export const ordinalOf = (path: Path): number => Number(path.slice(path.lastIndexOf(".") + 1));

/** The path of a child; `ordinal` counts from 1. */
export const childPath = (parent: Path, ordinal: number): Path =>
  parent === "" ? String(ordinal) : `${parent}.${ordinal}`;

/** All ancestors from depth 1 down to the parent; the root is left out. */
export function ancestorPaths(path: Path): Path[] {
  const parts = path.split(".");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("."));
}

/** Orders paths as a depth-first walk meets them: "1" < "1.2" < "1.10" < "2". */
export function comparePaths(a: Path, b: Path): number {
  // Digit by digit: trees are sorted with each answer, and lists of ordinals for each comparison cost more than the rest.
  let [left, right] = [0, 0];
  while (left < a.length && right < b.length) {
    let difference = 0;
    for (; isDigit(a, left) && isDigit(b, right); left++, right++)
      difference ||= a.charCodeAt(left) - b.charCodeAt(right);
    const isLonger = (isDigit(a, left) ? 1 : 0) - (isDigit(b, right) ? 1 : 0);
    if (isLonger !== 0 || difference !== 0) return isLonger || difference;
    left++;
    right++;
  }
  return (left < a.length ? 1 : 0) - (right < b.length ? 1 : 0);
}

const isDigit = (path: Path, index: number): boolean => index < path.length && path[index] !== ".";
