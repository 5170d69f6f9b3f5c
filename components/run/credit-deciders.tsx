import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { showShare } from "./show-share.ts";

/** Where a leaf's being right or wrong is decided: variance of outcomes, nested over question and roles. */
export function CreditDeciders({ run, credit }: { readonly run: Run; readonly credit: RunCredit }) {
  const known = credit.variances.filter(({ share }) => share !== null);
  if (known.length === 0)
    return (
      <section>
        <h3 className="text-small text-ink2 font-semibold">Which role decides</h3>
        <p className="text-small text-ink3 mt-1">All leaves have come out alike so far.</p>
      </section>
    );
  return (
    <section>
      <h3 className="text-small text-ink2 font-semibold">Which role decides</h3>
      <dl className="mt-1.5 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-1.5">
        {credit.variances.map(({ role: name, share }) => {
          const role = run.roles.find((one) => one.name === name);
          return (
            <div key={name ?? "question"} className="contents">
              <dt className="inline-flex items-center gap-1.5">
                {role && <RoleMark role={role} />}
                {role ? role.title : "Question"}
              </dt>
              <dd aria-hidden className="bg-sunken h-2 overflow-hidden rounded-full">
                <div className="bg-ink3 h-full" style={{ width: `${(share ?? 0) * 100}%` }} />
              </dd>
              <dd className="text-right">{share === null ? "–" : showShare(share)}</dd>
            </div>
          );
        })}
      </dl>
      <p className="text-small text-ink3 mt-1.5">
        Shares of the variance of leaves’ outcomes: between questions, then between siblings of each role.
        What the last role has is mostly luck of the draw.
      </p>
    </section>
  );
}
