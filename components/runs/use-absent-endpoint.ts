"use client";
import { useQuery } from "@tanstack/react-query";
import { endpointsQuery } from "@/lib/client/endpoints.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** Whether a paused run asks an endpoint that is not here, as one from elsewhere may; false while that is not known. */
export function useAbsentEndpoint(run: Run): boolean {
  const isOpen = run.status === "paused" && run.config?.roles !== undefined;
  const { data } = useQuery({ ...endpointsQuery(), enabled: isOpen });
  if (!isOpen || !data) return false;
  const here = new Set(data.items.map(({ id }) => id));
  return Object.values(run.config?.roles ?? {}).some(({ endpointId }) => !here.has(endpointId));
}
