import { greatestCommonDivisor } from "../greatest-common-divisor.ts";
import type { UnknownLeaves, Verdict } from "../tree.ts";
import { internText } from "./intern-text.ts";
import { subtreeEnd } from "./split-row.ts";

/** A node with what lies below it, in numbers: what the statistics of credit read. */
export type Part = {
  readonly verdict: Verdict | null;
  /** The exact value, reduced; a denominator of 0 stands for none. */
  readonly numerator: number;
  readonly denominator: number;
  /** Leaves that enter a mean, and those of them that are right. */
  readonly leaves: number;
  readonly right: number;
  /** A part below failed for good. */
  readonly isIncomplete: boolean;
  readonly children: readonly Part[];
};

const verdicts: Readonly<Record<string, Verdict>> = { c: "correct", i: "incorrect", u: "unknown" };

/** The exact mean of the parts that have a value, reduced; a denominator of 0 where none has. */
export function meanOf(
  children: readonly Pick<Part, "numerator" | "denominator">[],
): readonly [numerator: number, denominator: number] {
  let [top, bottom, count] = [0, 1, 0];
  for (const { numerator, denominator } of children) {
    if (denominator === 0) continue;
    count++;
    const divisor = greatestCommonDivisor(bottom, denominator);
    top = top * (denominator / divisor) + numerator * (bottom / divisor);
    bottom *= denominator / divisor;
  }
  if (count === 0) return [0, 0];
  const divisor = greatestCommonDivisor(top, bottom * count);
  return [top / divisor, (bottom * count) / divisor];
}

/** A part with a number that all have that differ from it only in the order of siblings. */
export type KnownPart = { readonly part: Part; readonly kind: number };

type ReadPart = (line: string, from: number, until: number) => KnownPart | null;

/**
 * Reads subtrees out of tree lines, valued by mean backup over the leaves at `depth` (MALT §4.2): the one that stands
 * from `from` to `until`, null for a part that failed for good. A line is written when nothing of it is open, so a node
 * that lacks children lost them to failures. Equal texts, at any level, are read once. Throws RangeError for what is none.
 */
export function createPartReader(depth: number, unknownLeaves: UnknownLeaves): ReadPart {
  const kinds = new Map<string, number>();
  const levels: ReadPart[] = Array.from({ length: depth }, (_, at) =>
    internText((text) => readSubtree(text, at + 1 === depth, levels[at + 1])),
  );
  const readSubtree = (text: string, isLeaf: boolean, readChild: ReadPart | undefined): KnownPart | null => {
    if (text === "x") return null;
    const letter = text.charAt(0).toLowerCase();
    const verdict = verdicts[letter] ?? null;
    const hasBelow = text.length > 1;
    if (verdict === null && letter !== "-" && letter !== "+")
      throw new RangeError(`not a tree's line: ${JSON.stringify(text)}`);
    if (hasBelow && (text[1] !== "(" || !text.endsWith(")") || !readChild))
      throw new RangeError(`not a tree's line: brackets in ${JSON.stringify(text)}`);
    const children: KnownPart[] = [];
    let hasFailed = false;
    for (let from = 2; readChild && from < text.length - 1;) {
      const end = subtreeEnd(text, from);
      const child = readChild(text, from, Math.min(end, text.length - 1));
      from = end;
      if (child) children.push(child);
      else hasFailed = true;
    }
    const below = children.map(({ kind }) => kind).sort((a, b) => a - b);
    const key = `${verdict?.[0] ?? "-"}${hasFailed ? "x" : ""}${isLeaf ? "" : "("}${below.join()}`;
    const kind = kinds.get(key) ?? kinds.size;
    kinds.set(key, kind);
    const parts = { parts: children.map(({ part }) => part), hasFailed };
    return { part: partOf({ verdict, isLeaf }, parts, unknownLeaves), kind };
  };
  const readFirst = levels[0];
  if (!readFirst) throw new RangeError(`a tree of depth ${depth}`);
  return readFirst;
}

/** The first row of one line. */
export function readParts(line: string, depth: number, unknownLeaves: UnknownLeaves): Part[] {
  const read = createPartReader(depth, unknownLeaves);
  const parts: Part[] = [];
  for (let from = 0; from < line.length;) {
    const end = subtreeEnd(line, from);
    const known = read(line, from, end);
    if (known) parts.push(known.part);
    from = end;
  }
  return parts;
}

function partOf(
  { verdict, isLeaf }: { readonly verdict: Verdict | null; readonly isLeaf: boolean },
  { parts: children, hasFailed }: { readonly parts: readonly Part[]; readonly hasFailed: boolean },
  unknownLeaves: UnknownLeaves,
): Part {
  if (isLeaf) {
    const counts = unknownLeaves === "incorrect" || verdict === "correct" || verdict === "incorrect";
    const right = verdict === "correct" ? 1 : 0;
    return {
      verdict,
      numerator: right,
      denominator: counts ? 1 : 0,
      leaves: counts ? 1 : 0,
      right,
      isIncomplete: false,
      children,
    };
  }
  const [numerator, denominator] = meanOf(children);
  return {
    verdict,
    numerator,
    denominator,
    leaves: children.reduce((sum, child) => sum + child.leaves, 0),
    right: children.reduce((sum, child) => sum + child.right, 0),
    isIncomplete: hasFailed || children.some((child) => child.isIncomplete),
    children,
  };
}
