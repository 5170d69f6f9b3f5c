"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatMoment } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { auditHistoryQuery } from "@/lib/client/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { placeText, stepText } from "./audit-words.ts";
import type { useAudit } from "./use-audit.ts";

/** What people did here, newest first; nothing of it is ever deleted, what stands can be taken back. */
export function HistoryView({ run, audit }: { run: Run; audit: ReturnType<typeof useAudit> }) {
  const { data, error, refetch } = useQuery(auditHistoryQuery(run.id));
  if (error) return <ErrorNote error={error} title="The history could not be read" onRetry={refetch} />;
  if (!data) return <Skeleton className="h-60" />;
  if (data.length === 0)
    return (
      <Card>
        <EmptyNote title="Nothing was done here yet">Each verdict and each mark will stand here.</EmptyNote>
      </Card>
    );
  return (
    <Card>
      <ol aria-label="Steps of the audit, newest first">
        {data.map((step) => (
          <li
            key={step.id}
            className="border-line flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2.5 last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <p className={step.isUndone ? "text-ink3 line-through" : "font-[550]"}>{stepText(step)}</p>
              <p className="text-small text-ink3 wrap-anywhere">
                {step.author ?? "somebody without a name"}, {formatMoment(step.at)}
                {step.path !== null && step.index !== null && (
                  <>
                    {" · "}
                    <Link href={`/trees/${step.treeId}?node=${step.path}`} className="hover:underline">
                      question {step.index + 1} · {placeText(step.path, run.roles)}
                      {step.leaves > 1 && " and others"}
                    </Link>
                  </>
                )}
                {step.reason && ` – ${step.reason}`}
              </p>
            </div>
            {step.isUndone && <Tag>taken back</Tag>}
            {step.canUndo && (
              <Button size="sm" disabled={audit.undo.isPending} onClick={() => audit.undo.mutate(step.id)}>
                Take back
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
