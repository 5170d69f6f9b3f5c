import type { z } from "zod";
import type { PairFilter } from "../../db/queries/pair-filter.ts";
import type { RunRow } from "../../db/rows.ts";
import { compare, decimalFraction } from "../core/fraction.ts";
import { roundUpFraction } from "../core/round-up-fraction.ts";
import type { PairsQuery } from "./wire/pairs.ts";

/** Above every denominator of a margin that occurs; a product with it still fits into 63 bits. */
const finestMargin = 1_000_000n;

/** Which pairs a query asks for: decimals are taken as written, the run's own threshold by its cached labels. */
export function pairFilterOf(
  run: RunRow,
  query: Partial<
    Pick<
      z.output<typeof PairsQuery>,
      "role" | "minMargin" | "threshold" | "questionId" | "treeId" | "nodeId" | "q"
    >
  >,
): PairFilter {
  const own = decimalFraction(run.threshold);
  const threshold = query.threshold === undefined ? own : decimalFraction(query.threshold);
  return {
    runId: run.id,
    role: query.role,
    minMargin:
      query.minMargin === undefined
        ? undefined
        : roundUpFraction(decimalFraction(query.minMargin), finestMargin),
    threshold,
    useLabels: compare(own, threshold) === 0,
    incomplete: run.incomplete,
    questionId: query.questionId,
    treeId: query.treeId,
    nodeId: query.nodeId,
    q: query.q,
  };
}
