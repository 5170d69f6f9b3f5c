import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { RoleCredit, RunCredit } from "@/lib/http/wire/credit.ts";
import type { RoleView, Run } from "@/lib/http/wire/runs.ts";
import { CreditLink } from "./credit-link.tsx";
import { showShare } from "./show-share.ts";

type CreditRolesProps = { readonly run: Run; readonly credit: RunCredit; readonly isTried: boolean };

const share = (part: number, whole: number): string => showShare(whole > 0 ? part / whole : null);

/** As many as there are, or more: the share says no more than "all". */
const byChance = (expected: number, pairs: number): string =>
  pairs > 0 && expected >= pairs ? "all of them" : share(expected, pairs);

/** Pairs of each role beside those that equal siblings would give. */
export function CreditRoles({ run, credit, isTried }: CreditRolesProps) {
  const rows = run.roles.flatMap((role) => {
    const own = credit.roles[role.name];
    return own ? [{ role, own }] : [];
  });
  return (
    <div className="min-w-0">
      <div className="overflow-x-auto">
        <table className="w-full min-w-[520px] border-collapse text-right [&_td]:px-2 [&_td]:py-1.5 [&_th]:px-2 [&_th]:py-1">
          <thead className="text-small text-ink3 border-line border-b [&_th]:font-normal">
            <tr>
              <th className="text-left">Role</th>
              <th>Pairs</th>
              <th>If siblings were equal</th>
              <th title="Pairs that equal siblings would give, as a share of the pairs there are">
                Chance alone gives
              </th>
              <th>Likely reversed</th>
              <th>Mixed groups</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ role, own }) => (
              <tr key={role.name} className="border-line border-b last:border-0">
                <th className="text-left font-normal whitespace-nowrap">
                  <span className="inline-flex items-center gap-1.5">
                    <RoleMark role={role} /> {role.title}
                  </span>
                </th>
                <td>
                  <CreditLink runId={run.id} role={role.name} isTried={isTried}>
                    {formatCount(own.pairs)}
                  </CreditLink>
                </td>
                <td className="whitespace-nowrap">
                  {own.expected ? (
                    <>
                      {formatCount(Math.round(own.expected.pairs))}{" "}
                      <span className="text-ink3">± {formatCount(Math.round(own.expected.deviation))}</span>
                    </>
                  ) : (
                    <span className="text-ink3">its own verdict</span>
                  )}
                </td>
                <td>{own.expected ? byChance(own.expected.pairs, own.pairs) : "–"}</td>
                <td>{own.reversed === null ? "–" : share(own.reversed, own.pairs)}</td>
                <td title={`${formatCount(own.mixedGroups)} of ${formatCount(own.groups)} sibling groups`}>
                  <CreditLink runId={run.id} role={role.name} isTried={isTried}>
                    {share(own.mixedGroups, own.groups)}
                  </CreditLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="text-small text-ink2 mt-1.5 grid gap-1">
        {rows.map(({ role, own }) => {
          const words = sentence(role, own);
          return words === null ? null : <li key={role.name}>{words}</li>;
        })}
      </ul>
    </div>
  );
}

/** Below this many groups with a pair the estimates swing with every tree. */
const fewGroups = 30;

/** What a role's numbers mean; null where there is nothing to say. */
function sentence(
  { title }: RoleView,
  { pairs, mixedGroups, expected, reversed }: RoleCredit,
): string | null {
  if (expected === null || reversed === null) return null;
  if (pairs === 0) return `${title}: no pair yet.`;
  const groups = formatNoun(mixedGroups, "sibling group");
  if (mixedGroups < fewGroups) return `${title}: pairs from ${groups} only, so all of this is rough.`;
  const byChance = expected.pairs / pairs;
  const gap = expected.deviation > 0 ? (pairs - expected.pairs) / expected.deviation : 0;
  const verdict =
    byChance >= 1 || gap < 2
      ? "no sign that siblings differ at all"
      : byChance > 0.9
        ? "siblings differ, but little"
        : "siblings do differ";
  return `${title}: were all siblings equally good, chance alone would give ${showShare(Math.min(byChance, 9.99))} as many pairs; ${verdict}. In about ${showShare(reversed / pairs)} of the pairs the chosen side is likely the worse one.`;
}
