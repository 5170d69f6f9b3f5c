import type { UnknownLeaves } from "../tree.ts";
import { type Part, readParts } from "./part.ts";
import { splitRow } from "./split-row.ts";

/** Finished trees with what is equal of them gathered. */
export type GatheredTrees = {
  /** What stands below the question, up to the order of siblings, and how often. */
  readonly subtrees: readonly Counted<{ readonly part: Part }>[];
  /** First rows, up to what lies below a node's children: siblings that stand for equal ones, and how many trees. */
  readonly rows: readonly Counted<{ readonly siblings: readonly Part[] }>[];
};
type Counted<Thing> = Thing & { readonly times: number };

/** One text for all subtrees that differ only in the order of siblings: no statistic looks at it. */
function canonicalOf({ verdict, isIncomplete, leaves, children }: Part): string {
  const own = `${verdict?.[0] ?? "-"}${isIncomplete ? "x" : ""}${leaves}`;
  return children.length === 0 ? own : `${own}(${children.map(canonicalOf).sort().join(" ")})`;
}

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
  const byText = new Map<string, Subtree | null>();
  const byCanonical = new Map<string, Subtree>();
  const likenesses = new Map<string, number>();
  const likes: Part[] = [];
  const read = (text: string): Subtree | null => {
    const [part] = readParts(text, depth, unknownLeaves);
    if (!part) return null;
    const canonical = canonicalOf(part);
    const known = byCanonical.get(canonical);
    if (known) return known;
    const signature = signatureOf(part);
    const likeness = likenesses.get(signature) ?? likes.push(part) - 1;
    likenesses.set(signature, likeness);
    const subtree = { part, likeness, times: 0 };
    byCanonical.set(canonical, subtree);
    return subtree;
  };
  const rows = new Map<string, { readonly row: readonly number[]; times: number }>();
  for (const line of lines) {
    const row: number[] = [];
    for (const text of splitRow(line)) {
      let subtree = byText.get(text);
      if (subtree === undefined) byText.set(text, (subtree = read(text)));
      if (subtree === null) continue;
      subtree.times++;
      row.push(subtree.likeness);
    }
    const key = row.sort((a, b) => a - b).join();
    const found = rows.get(key);
    if (found) found.times++;
    else rows.set(key, { row, times: 1 });
  }
  return {
    subtrees: [...byCanonical.values()],
    rows: [...rows.values()].map(({ row, times }) => ({
      siblings: row.flatMap((likeness) => likes[likeness] ?? []),
      times,
    })),
  };
}
