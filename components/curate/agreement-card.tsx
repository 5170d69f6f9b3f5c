"use client";
import { useQuery } from "@tanstack/react-query";
import { formatCount } from "@/components/ui/format.ts";
import { agreementQuery } from "@/lib/client/agreement.ts";
import type { AgreementRow } from "@/lib/http/wire/agreement.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";

const nameOf = (annotator: string): string => (annotator === "" ? "no name" : annotator);
const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Agreement of people with each other and with credit, over first words given blind; nothing before there are any. */
export function AgreementCard({ runId, roles }: { runId: string; roles: readonly RoleView[] }) {
  const { data } = useQuery(agreementQuery(runId));
  if (!data || data.credit.length === 0) return null;
  return (
    <section className="border-line border-t pt-3">
      <h2 className="text-ink2 mb-1 font-semibold">Agreement, judged blind</h2>
      {[...data.annotators, ...data.credit]
        .filter(({ role, margin }) => role === null && margin === null)
        .map((row) => (
          <details key={row.between.join(" ")} className="mt-1.5">
            <summary>
              {nameOf(row.between[0])} and {row.between[1] === null ? "credit" : nameOf(row.between[1])}
              {row.agreement !== null && <b> {percent(row.agreement)}</b>} of {formatCount(row.n)}
            </summary>
            <table className="mt-1 w-full text-right">
              <thead className="text-ink2">
                <tr>
                  <th className="text-left font-normal">Of</th>
                  <th className="font-normal">n</th>
                  <th className="font-normal">same</th>
                  <th className="font-normal">κ</th>
                </tr>
              </thead>
              <tbody>
                {[...data.annotators, ...data.credit]
                  .filter(({ between }) => between.join(" ") === row.between.join(" "))
                  .map((one) => (
                    <PartRow key={`${one.role} ${one.margin?.from}`} row={one} roles={roles} />
                  ))}
              </tbody>
            </table>
            <p className="text-ink2 mt-1">
              Chosen left {percent(row.prevalence.left)}, right {percent(row.prevalence.right)}, no difference{" "}
              {percent(row.prevalence.tie)}, over both.
            </p>
          </details>
        ))}
      <p className="text-ink3 mt-1.5">
        First words on pairs of the random sample, judged blind; no others count.
      </p>
    </section>
  );
}

function partName({ role, margin }: AgreementRow, roles: readonly RoleView[]): string {
  if (margin !== null) {
    if (margin.below === null) return "gap ≥ ⅔";
    return margin.from === 0 ? "gap < ⅓" : "gap ⅓ to ⅔";
  }
  return roles.find(({ name }) => name === role)?.letter ?? "all";
}

function PartRow({ row, roles }: { row: AgreementRow; roles: readonly RoleView[] }) {
  const [low, high] = row.ci95 ?? [];
  return (
    <tr>
      <td className="text-left">{partName(row, roles)}</td>
      <td>{formatCount(row.n)}</td>
      <td>{row.agreement === null ? "–" : percent(row.agreement)}</td>
      <td>
        {row.kappa === null ? "–" : row.kappa.toFixed(2)}
        {low !== undefined && high !== undefined && (
          <span className="text-ink2 block">
            {low.toFixed(2)} to {high.toFixed(2)}
          </span>
        )}
      </td>
    </tr>
  );
}
