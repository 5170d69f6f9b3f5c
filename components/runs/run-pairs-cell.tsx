import { formatCount } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** Preference pairs over all roles, and how many a finished tree gives. */
export function RunPairsCell({ run }: { readonly run: Run }) {
  const pairs = Object.values(run.pairs).reduce((sum, count) => sum + count, 0);
  const { treesDone } = run.progress;
  return (
    <div className="text-right whitespace-nowrap">
      <b
        title={run.roles.map((role) => `${role.title} ${formatCount(run.pairs[role.name] ?? 0)}`).join(", ")}
      >
        {formatCount(pairs)}
        <span className="font-normal md:hidden"> {pairs === 1 ? "pair" : "pairs"}</span>
      </b>
      {treesDone > 0 && <div className="text-small text-ink3">{(pairs / treesDone).toFixed(1)} a tree</div>}
    </div>
  );
}
