import { RoleMark } from "@/components/ui/role-mark.tsx";
import { formatCount, formatUsd } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

const number = "py-1 pl-4 max-md:pl-2 text-right tabular-nums whitespace-nowrap";

/** Requests, tokens and dollars of each role and its model. */
export function CostTable({ run }: { readonly run: Run }) {
  const rows = run.roles.flatMap((role) => {
    const used = run.usageByRole[role.name];
    return used && used.requests + used.nodes > 0 ? [{ role, used }] : [];
  });
  if (rows.length === 0) return null;
  const hasCached = rows.some(({ used }) => used.cachedPromptTokens > 0);
  return (
    <div className="overflow-x-auto" role="group" aria-label="Cost by role">
      <table className="text-small w-full">
        <thead className="text-tiny text-ink3">
          <tr>
            <th className="py-1 text-left font-normal">Role</th>
            <th className="py-1 pl-4 text-left font-normal max-md:hidden">Model</th>
            <th className={`${number} font-normal`}>Requests</th>
            <th className={`${number} font-normal`}>Tokens in</th>
            {hasCached && <th className={`${number} font-normal max-md:hidden`}>cached</th>}
            <th className={`${number} font-normal`}>Tokens out</th>
            <th className={`${number} font-normal`}>Cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ role, used }) => (
            <tr key={role.name} className="border-line border-t">
              <th className="py-1 text-left font-normal whitespace-nowrap">
                <span className="flex items-center gap-1.5">
                  <RoleMark role={role} />
                  {role.title}
                </span>
                <span className="text-tiny text-ink3 block max-w-28 truncate md:hidden">{used.model}</span>
              </th>
              <td
                className="text-ink2 max-w-60 truncate py-1 pl-4 max-md:hidden"
                title={used.model ?? undefined}
              >
                {used.model ?? "–"}
              </td>
              <td className={number}>{used.requests > 0 ? formatCount(used.requests) : "–"}</td>
              <td className={number}>{formatCount(used.promptTokens)}</td>
              {hasCached && (
                <td className={`${number} max-md:hidden`}>{formatCount(used.cachedPromptTokens)}</td>
              )}
              <td className={number}>{formatCount(used.completionTokens)}</td>
              <td
                className={`${number} font-[550]`}
                title={used.costUsd > 0 ? undefined : "Nothing was asked at a price"}
              >
                {used.costUsd > 0 ? formatUsd(used.costUsd) : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
