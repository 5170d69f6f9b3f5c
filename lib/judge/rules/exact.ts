import type { WayToCompare } from "./way-to-compare.ts";

const edges = /^[\s*_`]+|[\s*_`]+$/g;

/** A text without white space and Markdown emphasis at its ends; a text of nothing else stays. */
export function trimEdges(raw: string): string {
  const text = raw.normalize("NFC");
  return text.replace(edges, "") || text.trim();
}

/** The same characters but for what stands at the ends. */
export const compareExactly: WayToCompare = {
  normalize: trimEdges,
  problemOf: () => null,
  compare: (answer, gold) =>
    trimEdges(answer) === trimEdges(gold)
      ? { verdict: "correct", method: "string", reason: "equal-string", flags: [] }
      : { verdict: "incorrect", method: "string", reason: "different-value", flags: [] },
};
