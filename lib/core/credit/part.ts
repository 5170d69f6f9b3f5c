import type { UnknownLeaves, Verdict } from "../tree.ts";

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

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

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

/**
 * Reads a tree's line into its first row, valued by mean backup over the leaves at `depth`
 * (MALT §4.2). A tree's line is written when nothing of it is open, so a node that lacks children lost them to failures.
 * Throws RangeError for a line that is none.
 */
export function readParts(line: string, depth: number, unknownLeaves: UnknownLeaves): Part[] {
  let at = 0;
  const readRow = (level: number): { parts: Part[]; hasFailed: boolean } => {
    const parts: Part[] = [];
    let hasFailed = false;
    while (at < line.length && line[at] !== ")") {
      const mark = line[at++] ?? "";
      if (mark === "x") {
        hasFailed = true;
        continue;
      }
      const letter = mark.toLowerCase();
      const verdict = verdicts[letter] ?? null;
      if (verdict === null && mark !== "-" && mark !== "+")
        throw new RangeError(`not a tree's line at ${at - 1}: ${JSON.stringify(mark)}`);
      let below: { parts: Part[]; hasFailed: boolean } = { parts: [], hasFailed: false };
      if (line[at] === "(") {
        at++;
        below = readRow(level + 1);
        if (line[at++] !== ")") throw new RangeError(`not a tree's line: a bracket stays open in ${line}`);
      }
      parts.push(partOf({ verdict, isLeaf: level === depth }, below, unknownLeaves));
    }
    return { parts, hasFailed };
  };
  const { parts } = readRow(1);
  if (at < line.length) throw new RangeError(`not a tree's line: a bracket too many in ${line}`);
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
