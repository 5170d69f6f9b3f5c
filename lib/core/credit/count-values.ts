import type { Incomplete } from "../tree.ts";
import { readValueParts, splitMarks, type ValuePart } from "./value-parts.ts";

/** `count` nodes have this value; `pairs` there are while the threshold is at it or above, below the next value. */
export type CountedValue = {
  readonly numerator: number;
  readonly denominator: number;
  readonly count: number;
  readonly pairs: number;
};

type Tally = { readonly numerator: number; readonly denominator: number; count: number; step: number };

/**
 * The distinct exact values of trees, given as value lines, rising, by depth from 1. From them alone positives and pairs
 * follow under any threshold: a pair's chosen side lies strictly above it, the rejected one does not (MALT §4.3), and an
 * incomplete node is in none unless they are included.
 */
export function countValues(lines: Iterable<string>, incomplete: Incomplete): CountedValue[][] {
  const levels: Map<number, Tally>[] = [];
  const tallyOf = (level: number, { numerator, denominator }: ValuePart): Tally => {
    const values = (levels[level] ??= new Map());
    const key = numerator * denominatorsApart + denominator;
    const known = values.get(key);
    if (known) return known;
    const tally = { numerator, denominator, count: 0, step: 0 };
    values.set(key, tally);
    return tally;
  };
  const countRow = (siblings: readonly ValuePart[], level: number, times: number): void => {
    const valued = siblings.filter(({ denominator }) => denominator > 0);
    for (const part of valued) tallyOf(level, part).count += times;
    const labelled = valued
      .filter(({ isIncomplete }) => !isIncomplete || incomplete === "include")
      .sort((a, b) => a.numerator * b.denominator - b.numerator * a.denominator);
    let before = 0;
    for (const [at, part] of labelled.entries()) {
      const next = labelled[at + 1];
      if (next && next.numerator * part.denominator === part.numerator * next.denominator) continue;
      const pairs = (at + 1) * (labelled.length - at - 1);
      tallyOf(level, part).step += times * (pairs - before);
      before = pairs;
    }
  };
  const countBelow = ({ children }: ValuePart, level: number, times: number): void => {
    if (children.length > 0) countRow(children, level, times);
    for (const child of children) countBelow(child, level + 1, times);
  };
  const { subtrees, rows } = gather(lines);
  for (const { siblings, times } of rows) countRow(siblings, 0, times);
  for (const { part, times } of subtrees) countBelow(part, 1, times);
  return Array.from(levels, (values) => close(values ?? new Map()));
}

/** Above the largest denominator that is stored, so that a value is one number. */
const denominatorsApart = 2 ** 22;

type Subtree = { readonly part: ValuePart; readonly look: number; times: number };

/**
 * Thousands of trees are made of few different subtrees, each read once, and of fewer rows of values: which subtree
 * stands where, and what lies below it, changes nothing in the count of a row.
 */
function gather(lines: Iterable<string>) {
  const subtrees = new Map<string, Subtree | null>();
  const looks = new Map<string, number>();
  const lookOf = ({ numerator, denominator, isIncomplete }: ValuePart): number => {
    const key = `${numerator}/${denominator}${isIncomplete ? " incomplete" : ""}`;
    const look = looks.get(key) ?? looks.size;
    looks.set(key, look);
    return look;
  };
  const rows = new Map<string, { readonly siblings: readonly ValuePart[]; times: number }>();
  for (const line of lines) {
    const row: Subtree[] = [];
    for (const text of splitMarks(line)) {
      let subtree = subtrees.get(text);
      if (subtree === undefined) {
        const part = readValueParts(text).parts[0];
        subtree = part ? { part, look: lookOf(part), times: 0 } : null;
        subtrees.set(text, subtree);
      }
      if (subtree === null) continue;
      subtree.times++;
      row.push(subtree);
    }
    row.sort((a, b) => a.look - b.look);
    let key = "";
    for (const { look } of row) key += `${look} `;
    const found = rows.get(key);
    if (found) found.times++;
    else rows.set(key, { siblings: row.map(({ part }) => part), times: 1 });
  }
  return { subtrees: [...subtrees.values()].filter((one) => one !== null), rows: rows.values() };
}

function close(values: ReadonlyMap<number, Tally>): CountedValue[] {
  let pairs = 0;
  return [...values.values()]
    .sort((a, b) => a.numerator * b.denominator - b.numerator * a.denominator)
    .map(({ numerator, denominator, count, step }) => {
      pairs += step;
      return { numerator, denominator, count, pairs };
    });
}
