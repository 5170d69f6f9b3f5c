import type { GoldMarkRow } from "../../../db/rows.ts";

/**
 * Whether a gold stands as wrong after all that was said of it, first to last: a mend takes the mark away, and putting
 * the gold back, which only its last mend can be followed by, brings it again.
 */
export function standingMark(marks: readonly Pick<GoldMarkRow, "kind">[]): "wrong" | null {
  let stands: "wrong" | null = null;
  let beforeMend: "wrong" | null = null;
  for (const { kind } of marks) {
    if (kind === "mended") beforeMend = stands;
    stands = kind === "wrong" ? "wrong" : kind === "restored" ? beforeMend : null;
  }
  return stands;
}
