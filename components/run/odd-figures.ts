import { formatCount } from "@/components/ui/format.ts";
import type { RunCredit } from "@/lib/http/wire/credit.ts";

/** How many nodes are unknown, cut off or repeat a sibling, in one line. */
export function oddFigures(credit: RunCredit | undefined): string {
  if (!credit) return "";
  const roles = Object.values(credit.roles);
  const sum = (count: "unknown" | "truncated" | "identical"): number =>
    roles.reduce((all, role) => all + (role[count] ?? 0), 0);
  return `${formatCount(sum("unknown"))} unknown · ${formatCount(sum("truncated"))} cut off · ${formatCount(sum("identical"))} identical`;
}
