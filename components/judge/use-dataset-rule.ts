import { useQuery } from "@tanstack/react-query";
import { rulesQuery } from "@/lib/client/rules.ts";

/** A version of a data set's rule, where null is the one that counts; no rule where no data set is given. */
export function useDatasetRule(datasetId: string | null, version: number | null) {
  const rules = useQuery({ ...rulesQuery(datasetId ?? ""), enabled: datasetId !== null });
  const found = rules.data?.items.find((one) => (version === null ? one.isCurrent : one.version === version));
  const missing = new Error(
    `It has no rule${version === null ? " that counts any more" : ` ${version}`}. Choose how to judge.`,
  );
  return {
    rule: datasetId === null ? null : (found?.rule ?? null),
    error: datasetId === null ? null : (rules.error ?? (rules.data && !found ? missing : null)),
    isPending: datasetId !== null && rules.isPending,
  };
}
