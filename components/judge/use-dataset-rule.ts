import { useQuery } from "@tanstack/react-query";
import { rulesQuery } from "@/lib/client/rules.ts";

/** The rule that counts at a data set, null where it has none or no data set is given. */
export function useDatasetRule(datasetId: string | null) {
  const rules = useQuery({ ...rulesQuery(datasetId ?? ""), enabled: datasetId !== null });
  return {
    rule: rules.data?.items.find(({ isCurrent }) => isCurrent)?.rule ?? null,
    error: datasetId === null ? null : rules.error,
    isPending: datasetId !== null && rules.isPending,
  };
}
