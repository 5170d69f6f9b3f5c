import { Fragment } from "react";
import { formatPercent } from "@/components/ui/format.ts";
import { valueColour } from "@/lib/draw/colour.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** Share of right own answers by role, in percent; "–" where there are none yet. */
export function RunAccuracyCell({ run }: { readonly run: Run }) {
  const judged = run.roles.filter((role) => role.name in run.accuracy);
  return (
    <div className="text-tiny grid grid-cols-[14px_44px_26px] items-center gap-x-1.5 gap-y-px">
      {judged.map((role) => {
        const share = run.accuracy[role.name] ?? null;
        return (
          <Fragment key={role.name}>
            <span className="text-ink3" title={role.title}>
              {role.letter}
            </span>
            <span className="bg-sunken h-[7px] overflow-hidden rounded-[2px]">
              <span
                className="block h-full"
                style={{
                  width: formatPercent(share) === "–" ? 0 : `${formatPercent(share)}%`,
                  background: valueColour(share, 0.5),
                }}
              />
            </span>
            <span className="text-right">{formatPercent(share)}</span>
          </Fragment>
        );
      })}
    </div>
  );
}
