import { Check } from "lucide-react";
import { formatCount } from "@/components/ui/format.ts";
import type { ExportCheck } from "@/lib/http/wire/exports.ts";

/** Every rule that holds for all rows, with the rows it was held against. */
export function KeptRules({ checks }: { checks: readonly ExportCheck[] }) {
  return (
    <ul aria-label="Rules that hold" className="text-small mt-2 flex flex-col gap-1.5 empty:hidden">
      {checks
        .filter(({ failed }) => failed === 0)
        .map(({ target, rule, rows }) => (
          <li key={`${target} ${rule}`} className="flex gap-2" title={`Wanted by ${target}`}>
            <Check aria-hidden size={14} className="text-good mt-px shrink-0" />
            <span className="min-w-0 flex-1 wrap-anywhere">{rule}</span>
            <span className="text-ink3">{formatCount(rows)}</span>
          </li>
        ))}
    </ul>
  );
}
