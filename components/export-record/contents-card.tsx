import { CircleAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { CountsTable } from "@/components/exports/counts-table.tsx";
import { dropHref } from "@/components/exports/drop-href.ts";
import { dropWord } from "@/components/exports/drop-words.ts";
import { KeptRules } from "@/components/exports/kept-rules.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatCount } from "@/components/ui/format.ts";
import type { Export, ExportCheck, ExportPreview } from "@/lib/http/wire/exports.ts";

/** The manifest is the export's own word, written by this server: its shape is that of the zip's manifest.json. */
type Told = {
  readonly counts: ExportPreview["counts"];
  readonly dropped: Readonly<Record<string, number>>;
  readonly problems: readonly { readonly level: "error" | "warning"; readonly message: string }[];
  /** Not in manifests from before there were checks. */
  readonly checks: readonly ExportCheck[];
};

/** What an export holds by kind and role, what was left out and why, and what its checks said. */
export function ContentsCard({ item }: { readonly item: Export }) {
  const { counts = {}, dropped = {}, problems = [], checks = [] } = (item.manifest ?? {}) as Partial<Told>;
  const reasons = Object.entries(dropped).toSorted(([, a], [, b]) => b - a);
  const only = item.runs.length === 1 ? item.runs[0] : undefined;
  if (Object.keys(counts).length === 0 && reasons.length === 0 && problems.length === 0) return null;
  return (
    <Card className="px-4 py-3">
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <section aria-labelledby="held">
          <h2 id="held" className="text-section mb-1.5">
            What it holds
          </h2>
          <CountsTable counts={counts} roles={[]} />
        </section>
        <section aria-labelledby="left-out">
          <h2 id="left-out" className="text-section mb-1.5">
            Left out
          </h2>
          {reasons.length === 0 && <p className="text-small text-ink2">Nothing.</p>}
          <ul className="text-small">
            {reasons.map(([reason, count]) => {
              const href = only && dropHref(reason, only.id);
              return (
                <li key={reason} className="flex min-h-6 items-center justify-between gap-3">
                  {href ? (
                    <Link
                      href={href}
                      className="text-accent inline-flex min-h-6 items-center hover:underline pointer-coarse:min-h-11"
                    >
                      {dropWord(reason).words}
                    </Link>
                  ) : (
                    <span>{dropWord(reason).words}</span>
                  )}
                  <b className="font-semibold">{formatCount(count)}</b>
                </li>
              );
            })}
          </ul>
        </section>
      </div>
      {problems.length > 0 && (
        <ul className="text-small border-line mt-3 flex flex-col gap-1.5 border-t pt-2.5">
          {problems.map(({ level, message }) => {
            const Icon = level === "error" ? CircleAlert : TriangleAlert;
            return (
              <li key={message} className="flex gap-2 wrap-anywhere">
                <Icon
                  aria-label={level}
                  size={14}
                  className={`mt-px shrink-0 ${level === "error" ? "text-danger" : "text-warn"}`}
                />
                <span>{message}</span>
              </li>
            );
          })}
        </ul>
      )}
      {checks.length > 0 && (
        <details className="text-small border-line mt-3 border-t pt-2.5">
          <summary className="text-ink2 pointer-coarse:min-h-11">
            {checks.filter(({ failed }) => failed === 0).length} of {checks.length} rules of the target hold
            for every row
          </summary>
          <KeptRules checks={checks} />
        </details>
      )}
    </Card>
  );
}
