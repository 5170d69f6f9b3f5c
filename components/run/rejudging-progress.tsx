import { Bar } from "@/components/ui/bar.tsx";
import { formatCount } from "@/components/ui/format.ts";
import type { Rejudging } from "@/lib/http/wire/rejudgings.ts";
import { movingWords } from "./judge-words.ts";

/** How far a rejudging is that goes on behind the screen; nothing where none does. */
export function RejudgingProgress({ rejudging }: { readonly rejudging: Rejudging }) {
  const { status, treesDone, treesTotal } = rejudging;
  if (status !== "previewing" && status !== "applying" && status !== "undoing") return null;
  return (
    <div role="status" className="grid gap-1.5">
      <p className="text-small text-ink2">
        {movingWords[status]}: {formatCount(treesDone)} of {formatCount(treesTotal)} trees
        {status === "previewing" && ". No model is asked."}
      </p>
      <Bar share={treesTotal > 0 ? treesDone / treesTotal : 0} label={movingWords[status]} />
    </div>
  );
}
