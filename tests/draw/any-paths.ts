import fc from "fast-check";
import { childPath } from "../../lib/core/path.ts";

/** Paths of any tree up to 4 deep and 4 wide, parents before children, without the root. */
export const anyPaths = (): fc.Arbitrary<string[]> =>
  fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 40 }).map((widths) => {
    const paths: string[] = [];
    const open = [{ path: "", depth: 0 }];
    for (const width of widths) {
      const at = open.shift();
      if (!at) break;
      if (at.depth === 4) continue;
      for (let ordinal = 1; ordinal <= width; ordinal++) {
        const path = childPath(at.path, ordinal);
        paths.push(path);
        open.push({ path, depth: at.depth + 1 });
      }
    }
    return paths;
  });

/** The paths of a full tree with `n` children at each of `depth` levels. */
export function fullPaths(n: number, depth: number): string[] {
  let row = [""];
  const all: string[] = [];
  for (let level = 0; level < depth; level++) {
    row = row.flatMap((parent) => Array.from({ length: n }, (_, index) => childPath(parent, index + 1)));
    all.push(...row);
  }
  return all;
}
