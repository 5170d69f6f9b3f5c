import type { UnknownLeaves } from "../tree.ts";
import { type Part, readParts } from "./part.ts";
import { splitRow } from "./split-row.ts";

/** Trees by their first rows; equal subtrees are read once and counted. */
export type GatheredTrees = {
  readonly subtrees: readonly { readonly part: Part; readonly times: number }[];
  /** A first row as places in `subtrees`, rising, and how many trees have it. */
  readonly rows: readonly { readonly places: readonly number[]; readonly times: number }[];
};

/** One text for all subtrees that differ only in the order of siblings: no statistic looks at it. */
function canonicalOf({ verdict, isTruncated, isIncomplete, leaves, children }: Part): string {
  const own = `${verdict?.[0] ?? "-"}${isTruncated ? "t" : ""}${isIncomplete ? "x" : ""}${leaves}`;
  return children.length === 0 ? own : `${own}(${children.map(canonicalOf).sort().join(" ")})`;
}

/**
 * Reads the lines of finished trees. Thousands of trees are made of few different subtrees (nine leaves
 * in three groups of three come in 220 patterns up to order): each of them is read and valued once.
 */
export function gatherLines(
  lines: Iterable<string>,
  depth: number,
  unknownLeaves: UnknownLeaves,
): GatheredTrees {
  const places = new Map<string, number>();
  const canonicals = new Map<string, number>();
  const subtrees: { part: Part; times: number }[] = [];
  const rows = new Map<string, { places: readonly number[]; times: number }>();
  const whole = new Map<string, { places: readonly number[]; times: number }>();
  const placeOf = (text: string): readonly number[] => {
    const known = places.get(text);
    if (known !== undefined) return [known];
    const [part] = readParts(text, depth, unknownLeaves);
    if (!part) return [];
    const canonical = canonicalOf(part);
    const place = canonicals.get(canonical) ?? subtrees.length;
    if (place === subtrees.length) subtrees.push({ part, times: 0 });
    canonicals.set(canonical, place);
    places.set(text, place);
    return [place];
  };
  for (const line of lines) {
    const seen = whole.get(line);
    if (seen) {
      seen.times++;
      continue;
    }
    const row = splitRow(line)
      .flatMap(placeOf)
      .sort((a, b) => a - b);
    const key = row.join(" ");
    const found = rows.get(key) ?? { places: row, times: 0 };
    found.times++;
    rows.set(key, found);
    whole.set(line, found);
  }
  for (const row of rows.values())
    for (const place of row.places) {
      const subtree = subtrees[place];
      if (subtree) subtree.times += row.times;
    }
  return { subtrees, rows: [...rows.values()] };
}
