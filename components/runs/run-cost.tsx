import { formatUsd } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { NoPrice } from "./no-price.tsx";
import { useUnpriced } from "./use-unpriced.ts";

/** What a run has cost; in place of nothing, whose price is missing. */
export function RunCost({ run }: { readonly run: Run }) {
  const unpriced = useUnpriced(run);
  const { costUsd } = run.usage;
  if (costUsd > 0) return formatUsd(costUsd);
  if (unpriced.length > 0) return <NoPrice models={unpriced} />;
  return run.isSimulated ? (
    <span title="The simulator is free">{formatUsd(0)}</span>
  ) : (
    <span title="Nothing was asked at a price">–</span>
  );
}
