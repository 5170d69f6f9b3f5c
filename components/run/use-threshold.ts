"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { patchRun, runQuery } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** A step of the threshold's keys, and how finely a drag is read. */
export const thresholdStep = 0.01;

/** 0 to 1, at most two decimals: what the API takes, and no float dust. */
export const roundThreshold = (value: number): number =>
  Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;

/** The threshold as it is being tried, apart from the one that the run has; saving is one PATCH. */
export function useThreshold(run: Run) {
  const client = useQueryClient();
  const [tried, setTried] = useState<number | null>(null);
  const save = useMutation({
    mutationFn: (threshold: number) => patchRun(run.id, { threshold }),
    onSuccess: (changed) => {
      client.setQueryData(runQuery(run.id).queryKey, changed);
      setTried(null);
      for (const part of ["trees", "tree-counts", "pairs", "pair-counts"])
        void client.invalidateQueries({ queryKey: ["runs", run.id, part] });
      void client.invalidateQueries({ queryKey: ["trees"] });
    },
  });
  const shown = tried ?? run.threshold;
  const set = useCallback((value: number) => setTried(roundThreshold(value)), []);
  const step = (by: number): void => set(shown + by * thresholdStep);
  return {
    shown,
    isTried: tried !== null && tried !== run.threshold,
    set,
    step,
    forget: () => setTried(null),
    save,
  };
}
