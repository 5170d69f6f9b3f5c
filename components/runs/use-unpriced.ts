"use client";
import { useQuery } from "@tanstack/react-query";
import { endpointsQuery } from "@/lib/client/endpoints.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { unpricedModels } from "./price-state.ts";

/** The models of a run that nobody has set a price for; none while the endpoints are not read yet. */
export function useUnpriced(run: Run): readonly string[] {
  const { data } = useQuery(endpointsQuery());
  if (!data || run.isSimulated) return [];
  return unpricedModels(Object.values(run.config?.roles ?? {}), data.items);
}
