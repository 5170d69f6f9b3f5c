"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import { patchRun, runQuery, valuesQuery } from "@/lib/client/runs.ts";
import { readableThresholds } from "@/lib/draw/readable-thresholds.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { triedAddress } from "./tried-threshold.ts";

/** A fine step of the keys, and how finely a fine drag is read. */
export const fineStep = 0.01;

/** 0 to 1, at most six decimals: what the API takes, and no float dust. */
export const roundThreshold = (value: number): number =>
  Math.round(Math.min(1, Math.max(0, value)) * 1e6) / 1e6;

/**
 * The threshold as it is being tried, apart from the one that the run has, and in the address until it is saved; saving is
 * one PATCH, and so is undoing it.
 */
export function useThreshold(run: Run) {
  const client = useQueryClient();
  const [tried, setTried] = useQueryState("theta", triedAddress.theta);
  const [before, setBefore] = useState<number | null>(null);
  const { data: values } = useQuery(valuesQuery(run.id));
  const all = useMemo(() => Object.values(values ?? {}).flat(), [values]);
  const stops = useMemo(() => readableThresholds(all), [all]);
  const save = useMutation({
    mutationFn: (threshold: number) => patchRun(run.id, { threshold }),
    onSuccess: (changed, threshold) => {
      setBefore(threshold === before ? null : run.threshold);
      client.setQueryData(runQuery(run.id).queryKey, changed);
      void setTried(null);
      for (const part of ["trees", "tree-counts", "pairs", "pair-counts"])
        void client.invalidateQueries({ queryKey: ["runs", run.id, part] });
      void client.invalidateQueries({ queryKey: ["trees"] });
    },
  });
  const shown = tried ?? run.threshold;
  const set = useCallback(
    (value: number) => {
      const rounded = roundThreshold(value);
      void setTried(rounded === run.threshold ? null : rounded);
    },
    [setTried, run.threshold],
  );
  const step = (by: 1 | -1): void => {
    const next = by > 0 ? stops.find((stop) => stop > shown) : stops.findLast((stop) => stop < shown);
    set(next ?? (stops.length > 0 ? shown : shown + by * fineStep));
  };
  return {
    /** What the run has. */
    saved: run.threshold,
    shown,
    isTried: tried !== null && tried !== run.threshold,
    /** What the last saving replaced; null where there is nothing to undo. */
    before: before === run.threshold ? null : before,
    values: all,
    stops,
    set,
    /** To the next place up or down where some label changes. */
    step,
    forget: () => void setTried(null),
    save,
  };
}

export type TriedThreshold = ReturnType<typeof useThreshold>;
