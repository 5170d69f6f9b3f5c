import { flipOf } from "../../core/compare/compare-measures.ts";
import type { ComparedFilter } from "../../http/wire/compare.ts";
import type { MeasuredRuns } from "./measure-runs.ts";

type MeasuredPair = MeasuredRuns["pairs"][number];

const isMixed = ({ measures }: MeasuredPair["a"]): boolean => measures.levels.some(({ pairs }) => pairs > 0);

/** Whether a compared question passes a filter. */
export function isWanted(pair: MeasuredPair, filter: ComparedFilter): boolean {
  if (filter === "all") return true;
  if (filter === "mixed_a") return isMixed(pair.a) && !isMixed(pair.b);
  if (filter === "mixed_b") return isMixed(pair.b) && !isMixed(pair.a);
  return flipOf(pair) === filter;
}
