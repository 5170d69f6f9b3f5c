import type { UnknownLeaves } from "../tree.ts";
import { createPartReader, type Part } from "./part.ts";
import { subtreeEnd } from "./split-row.ts";

/** Finished trees with what is equal of them gathered. */
export type GatheredTrees = {
  /** What stands below the question, up to the order of siblings, and how often. */
  readonly subtrees: readonly Counted<{ readonly part: Part }>[];
  /** First rows, up to what lies below a node's children: siblings that stand for equal ones, and how many trees. */
  readonly rows: readonly Counted<{ readonly siblings: readonly Part[] }>[];
};
type Counted<Thing> = Thing & { readonly times: number };

const shapeOf = ({ leaves, children }: Part): string =>
  children.length === 0 ? `${leaves}` : `${leaves}(${children.map(shapeOf).sort().join(" ")})`;

/** One text for all nodes that are alike to who compares siblings: by value, shape, and the children's values. */
function signatureOf(part: Part): string {
  const { numerator, denominator, right, isIncomplete, children } = part;
  const below = children.map((child) => `${child.numerator}/${child.denominator}`).sort();
  return `${numerator}/${denominator} ${right}${isIncomplete ? "x" : ""} ${shapeOf(part)} ${below.join(" ")}`;
}

type Subtree = { readonly part: Part; readonly likeness: number; times: number };

/**
 * Reads the lines of finished trees. Thousands of trees are made of few different subtrees (nine leaves in three groups
 * of three come in 220 patterns up to order, of 20 kinds by the values of the groups): each is read and valued once.
 */
export function gatherLines(
  lines: Iterable<string>,
  depth: number,
  unknownLeaves: UnknownLeaves,
): GatheredTrees {
  const subtrees: Subtree[] = [];
  const likenesses = new Map<string, number>();
  const likes: Part[] = [];
  const readPart = createPartReader(depth, unknownLeaves);
  const add = (part: Part, kind: number): Subtree => {
    const signature = signatureOf(part);
    const likeness = likenesses.get(signature) ?? likes.push(part) - 1;
    likenesses.set(signature, likeness);
    return (subtrees[kind] = { part, likeness, times: 0 });
  };
  const rows = new Map<number | string, { readonly row: readonly number[]; times: number }>();
  for (const line of lines) {
    const row: number[] = [];
    for (let from = 0; from < line.length;) {
      const end = subtreeEnd(line, from);
      const known = readPart(line, from, end);
      from = end;
      if (known === null) continue;
      const subtree = subtrees[known.kind] ?? add(known.part, known.kind);
      subtree.times++;
      row.push(subtree.likeness);
    }
    const key = keyOf(row);
    const found = rows.get(key);
    if (found) found.times++;
    else rows.set(key, { row, times: 1 });
  }
  return {
    subtrees: subtrees.filter((subtree) => subtree !== undefined),
    rows: [...rows.values()].map(({ row, times }) => ({
      siblings: row.flatMap((likeness) => likes[likeness] ?? []),
      times,
    })),
  };
}

/** Up to three places below this are one whole number of 30 bits, which is looked up fastest. */
const placesApart = 2 ** 10;

/** One key for a row in any order; sorts it. */
function keyOf(row: number[]): number | string {
  row.sort((a, b) => a - b);
  if (row.length > 3 || (row.at(-1) ?? 0) >= placesApart - 1) return row.join();
  let key = 0;
  for (const place of row) key = key * placesApart + place + 1;
  return key;
}
