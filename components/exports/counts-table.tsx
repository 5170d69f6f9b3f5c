import { formatCount } from "@/components/ui/format.ts";
import type { ExportPreview } from "@/lib/http/wire/exports.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";

/** Rows by kind, role and split. */
export function CountsTable({
  counts,
  roles,
}: {
  counts: ExportPreview["counts"];
  roles: readonly RoleView[];
}) {
  const titleOf = (name: string): string => roles.find((role) => role.name === name)?.title ?? name;
  return (
    <table className="text-small w-full">
      <thead className="text-tiny text-ink3">
        <tr>
          <th className="text-left font-[550]">Rows</th>
          <th className="text-right font-[550]">train</th>
          <th className="text-right font-[550]">validation</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(counts).flatMap(([kind, byRole]) =>
          Object.entries(byRole)
            .filter(([, { train, validation }]) => !isOfOneRole(kind) || train + validation > 0)
            .map(([role, { train, validation }]) => (
              <tr key={`${kind} ${role}`}>
                <th scope="row" className="py-0.5 text-left font-normal">
                  {kind.toUpperCase()} {titleOf(role)}
                </th>
                <td className="text-right font-semibold">{formatCount(train)}</td>
                <td className="text-right font-semibold">{formatCount(validation)}</td>
              </tr>
            )),
        )}
      </tbody>
    </table>
  );
}

/** Ways are the leaf's role's, questions the first role's: the others have none and miss none. */
const isOfOneRole = (kind: string): boolean => kind === "step" || kind === "grpo";
