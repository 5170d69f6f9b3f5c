"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatMoment } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { markedGoldsQuery } from "@/lib/client/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { MendForm } from "./mend-form.tsx";
import type { useAudit } from "./use-audit.ts";

/** The questions whose gold is marked wrong: out of exports until the gold is mended or the mark taken off. */
export function GoldsView({ run, audit }: { run: Run; audit: ReturnType<typeof useAudit> }) {
  const { data, error, refetch } = useQuery(markedGoldsQuery(run.id));
  if (error) return <ErrorNote error={error} title="The marks could not be read" onRetry={refetch} />;
  if (!data) return <Skeleton className="h-60" />;
  if (data.length === 0)
    return (
      <Card>
        <EmptyNote title="No gold is marked wrong">
          Press <b>b</b> on a suspect whose gold is wrong. Its tree leaves the exports until the gold is
          mended here and the stored answers are judged again.
        </EmptyNote>
      </Card>
    );
  return (
    <Card>
      <ul aria-label="Golds marked wrong">
        {data.map(({ questionId, treeId, index, question, gold, author, reason, at }) => (
          <li key={questionId} className="border-line border-b p-4 last:border-b-0">
            <div className="flex flex-wrap items-start gap-3">
              <div className="min-w-0 flex-1">
                <Link
                  href={`/trees/${treeId}`}
                  className="text-small font-mono font-semibold hover:underline"
                >
                  Question {index + 1}
                </Link>
                <p className="my-1 max-w-[68ch] wrap-anywhere whitespace-pre-wrap">{question}</p>
                <p className="text-small text-ink3">
                  Gold <code className="text-ink font-semibold">{gold}</code> marked wrong by{" "}
                  {author ?? "somebody without a name"}
                  {at && `, ${formatMoment(at)}`}
                  {reason && ` – “${reason}”`}. Its tree is in no export of rows.
                </p>
              </div>
              <Button size="sm" onClick={() => audit.mark.mutate({ questionId, isWrong: false })}>
                Gold is right after all
              </Button>
            </div>
            <MendForm runId={run.id} questionId={questionId} gold={gold} words={audit.words} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
