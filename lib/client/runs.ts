import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { ImportedRun, Run, RunCreate, RunEstimate, RunPatch, RunStatus } from "../http/wire/runs.ts";
import { searchOf } from "./search-of.ts";
import { getJson, Nothing, sendJson, upload } from "./send.ts";

const shapes = () => import("../http/wire/runs.ts");

export type RunFilters = {
  readonly status?: z.infer<typeof RunStatus>;
  readonly q?: string;
  readonly limit?: number;
};

/** While a run grows its numbers change; nothing else in the list does by itself. */
const isMoving = (run: Run): boolean => run.status === "growing" || run.status === "queued";

/** The runs, newest first; asked for again each second and a half while one of them grows. */
export const runsQuery = (filters: RunFilters = {}) =>
  queryOptions({
    queryKey: ["runs", "list", filters],
    queryFn: ({ signal }) =>
      getJson(`/api/runs${searchOf(filters)}`, async () => (await shapes()).RunList, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 1500 : false),
  });

export const runQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId],
    queryFn: ({ signal }) => getJson(`/api/runs/${runId}`, async () => (await shapes()).Run, { signal }),
  });

/** Distinct exact values by role, with how many nodes have each: labels under any threshold without asking again. */
export const valuesQuery = (runId: string) =>
  queryOptions({
    queryKey: ["runs", runId, "values"],
    queryFn: ({ signal }) =>
      getJson(`/api/runs/${runId}/values`, async () => (await shapes()).RunValues, { signal }),
  });

/** What a run has used, by role and machine; read again every few seconds while it grows. */
export const usageQuery = (run: Run) =>
  queryOptions({
    queryKey: ["runs", run.id, "usage", run.status],
    queryFn: ({ signal }) =>
      getJson(`/api/runs/${run.id}/usage`, async () => (await import("../http/wire/usage.ts")).RunUsage, {
        signal,
      }),
    refetchInterval: isMoving(run) ? 5000 : false,
  });

export const createRun = (body: RunCreate): Promise<Run> =>
  sendJson("POST", "/api/runs", body, async () => (await shapes()).Run);

/** What a run would ask for and cost; the same body as `createRun`. */
export const estimateRun = (body: RunCreate, signal?: AbortSignal): Promise<RunEstimate> =>
  sendJson("POST", "/api/runs/estimate", body, async () => (await shapes()).RunEstimate, { signal });

/** "trial" grows one question of a paused run and pauses it again. */
export type RunAction = "pause" | "resume" | "cancel" | "retry" | "trial";

export const actOnRun = (runId: string, action: RunAction): Promise<Run> =>
  sendJson("POST", `/api/runs/${runId}/${action}`, undefined, async () => (await shapes()).Run);

export const patchRun = (runId: string, patch: RunPatch): Promise<Run> =>
  sendJson("PATCH", `/api/runs/${runId}`, patch, async () => (await shapes()).Run);

export const deleteRun = (runId: string): Promise<null> =>
  sendJson("DELETE", `/api/runs/${runId}`, undefined, Nothing);

/** A run from a file in the interchange form, one tree a line. */
export function importRun(
  file: File,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<ImportedRun> {
  const form = new FormData();
  form.set("file", file);
  return upload("/api/runs/import", form, async () => (await shapes()).ImportedRun, { onProgress, signal });
}
