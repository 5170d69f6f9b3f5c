import type { Run } from "@/lib/http/wire/runs.ts";
import type { MarkedRuns } from "./use-marked-runs.ts";

/** Marks a run for a comparison. */
export function MarkBox({ run, marked }: { readonly run: Run; readonly marked: MarkedRuns }) {
  return (
    <label className="grid size-6 place-items-center pointer-coarse:size-11">
      <input
        type="checkbox"
        aria-label={`Mark ${run.name} to compare`}
        title="Mark to compare (x)"
        checked={marked.has(run.id)}
        onChange={() => marked.toggle(run.id)}
        className="size-4"
      />
    </label>
  );
}
