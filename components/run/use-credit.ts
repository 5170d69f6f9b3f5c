"use client";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { creditQuery } from "@/lib/client/credit.ts";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** A threshold that is dragged asks once it rests. */
const settleMs = 300;

/** What a run's finished trees say about its credit under the threshold that is tried. */
export function useCredit(run: Run, threshold: number): UseQueryResult<RunCredit> {
  const settled = useDebounced(threshold, settleMs);
  const isMoving = run.status === "growing" || run.status === "queued";
  return useQuery(creditQuery(run.id, { threshold: settled, isMoving }));
}
