import { formatCount } from "@/components/ui/format.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { CreditLink } from "./credit-link.tsx";
import { showShare } from "./show-share.ts";

type CreditMarginsProps = { readonly run: Run; readonly credit: RunCredit; readonly isTried: boolean };

/** How many pairs stay at each least margin, and how many of those are likely reversed: what a margin buys. */
export function CreditMargins({ run, credit, isTried }: CreditMarginsProps) {
  const shown = run.roles.flatMap((role) => {
    const margins = credit.roles[role.name]?.margins ?? [];
    return margins.length > 0 ? [{ role, margins }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className="min-w-0">
      <h3 className="text-small text-ink2 font-semibold">What a least margin buys</h3>
      {shown.map(({ role, margins }) => {
        const from = margins.map((_, at) => {
          const kept = margins.slice(at);
          const pairs = kept.reduce((sum, one) => sum + one.pairs, 0);
          return { pairs, reversed: kept.reduce((sum, one) => sum + one.reversed, 0) / pairs };
        });
        return (
          <div
            key={role.name}
            role="region"
            aria-label={`Margins of ${role.title}`}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that scrolls is reached by keys
            tabIndex={0}
            className="mt-1.5 overflow-x-auto"
          >
            <table className="text-small border-collapse text-right [&_td]:px-2 [&_td]:py-0.5 [&_td]:whitespace-nowrap [&_th]:px-2 [&_th]:py-0.5 [&_th]:font-normal">
              <caption className="sr-only">Margins of {role.title}</caption>
              <tbody>
                <tr className="text-ink3">
                  <th className="text-left whitespace-nowrap">
                    <span className="inline-flex items-center gap-1.5">
                      <RoleMark role={role} /> margin at least
                    </span>
                  </th>
                  {margins.map((one) => (
                    <td key={one.text}>{one.text}</td>
                  ))}
                </tr>
                <tr>
                  <th className="text-ink3 text-left">pairs</th>
                  {margins.map((one, at) => (
                    <td key={one.text}>
                      <CreditLink runId={run.id} role={role.name} margin={one.margin} isTried={isTried}>
                        {formatCount(from[at]?.pairs ?? 0)}
                      </CreditLink>
                    </td>
                  ))}
                </tr>
                <tr>
                  <th className="text-ink3 text-left whitespace-nowrap">likely reversed</th>
                  {margins.map((one, at) => (
                    <td key={one.text}>{showShare(from[at]?.reversed ?? null)}</td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
        );
      })}
    </div>
  );
}
