import { formatCount, formatNoun } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { waitWords } from "./status-words.ts";

/** Requests under way, and what a run waits for: a wait is no error. */
export function RunFlightCell({ run }: { readonly run: Run }) {
  const { retries } = run.usage;
  return (
    <div className="text-small">
      <div className="text-body">{run.status === "growing" ? formatCount(run.inFlight) : "–"}</div>
      {run.waitingFor ? (
        <div className="text-warn line-clamp-2" title={run.waitingReason ?? undefined}>
          {run.status === "growing" && run.waitingReason ? run.waitingReason : waitWords[run.waitingFor]}
        </div>
      ) : (
        retries > 0 && <div className="text-ink3">{formatNoun(retries, "retry", "retries")}</div>
      )}
    </div>
  );
}
