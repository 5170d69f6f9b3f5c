import { diffArrays } from "diff";
import { findAnchors } from "./find-anchors.ts";

/** Tokens that both lists have, or that only the first (`removed`) or the second (`added`) has. */
export type TokenPart = { readonly value: string[]; readonly added: boolean; readonly removed: boolean };

/** Above so many tokens a diff goes from anchor to anchor: two texts of 5,000 words would hold a page up for 400 ms. */
const manyTokens = 3000;

/**
 * What two token lists share, in order. Nothing where it cannot be told within `timeoutMs`; of long lists those
 * stretches count as wholly different for which the time does not last.
 */
export function diffTokens(left: string[], right: string[], timeoutMs: number): readonly TokenPart[] {
  const anchors = left.length + right.length > manyTokens ? findAnchors(left, right) : [];
  if (anchors.length === 0) return diffArrays(left, right, { timeout: timeoutMs }) ?? [];
  const until = performance.now() + timeoutMs;
  const parts: TokenPart[] = [];
  const add = (value: readonly string[], added: boolean, removed: boolean): void => {
    const last = parts.at(-1);
    if (value.length === 0) return;
    if (last && last.added === added && last.removed === removed) last.value.push(...value);
    else parts.push({ value: [...value], added, removed });
  };
  let [leftAt, rightAt] = [0, 0];
  for (const [leftEnd, rightEnd] of [...anchors, [left.length, right.length] as const]) {
    const start = leftAt;
    while (leftAt < leftEnd && rightAt < rightEnd && left[leftAt] === right[rightAt])
      [leftAt, rightAt] = [leftAt + 1, rightAt + 1];
    add(left.slice(start, leftAt), false, false);
    const [mine, theirs] = [left.slice(leftAt, leftEnd), right.slice(rightAt, rightEnd)];
    const time = until - performance.now();
    // A stretch between two anchors may have anchors of its own: words that recur in the whole do not in it.
    const found = mine.length > 0 && theirs.length > 0 && time > 0 ? diffTokens(mine, theirs, time) : [];
    for (const { value, added, removed } of found) add(value, added, removed);
    if (found.length === 0) {
      add(mine, false, true);
      add(theirs, true, false);
    }
    [leftAt, rightAt] = [leftEnd, rightEnd];
  }
  return parts;
}
