"use client";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatMoment, formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { JudgeAgain, Rejudging } from "@/lib/http/wire/rejudgings.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { JudgeAgainDialog } from "./judge-again-dialog.tsx";
import { judgeChange } from "./judge-words.ts";
import { RowsLink } from "./rows-link.tsx";
import { RejudgingProgress } from "./rejudging-progress.tsx";
import { useJudgeAgain } from "./use-judge-again.ts";

/** By what the run's answers are judged, how many it cannot tell, and what judging them again would change. */
export function JudgeCard({ run }: { readonly run: Run }) {
  const again = useJudgeAgain(run.id);
  const [open, setOpen] = useState<{ readonly id: string | null } | null>(null);
  const { data, error, refetch } = again.query;
  const isStill = run.status !== "growing" && run.status !== "queued";
  return (
    <Card className="px-4 py-3" role="region" aria-label="Judge">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="text-section">Judge</h2>
        {data && <Facts run={run} state={data} />}
        {!data && !error && <Skeleton className="h-5 w-60" />}
        <span className="flex-1" />
        {data && data.leaves > 0 && (
          <Button
            size="sm"
            disabled={!isStill}
            title={isStill ? undefined : "Pause the run or wait until it has ended"}
            onClick={() => setOpen({ id: null })}
          >
            Judge again…
          </Button>
        )}
      </div>
      {error && (
        <ErrorNote error={error} title="The judge could not be read" onRetry={refetch} className="mt-2" />
      )}
      {data && isStill && <News state={data} />}
      {again.moving && (
        <div className="mt-2.5">
          <RejudgingProgress rejudging={again.moving} />
        </div>
      )}
      {data && <History state={data} onShow={(id) => setOpen({ id })} />}
      {data && open && (
        <JudgeAgainDialog
          run={run}
          state={data}
          again={again}
          shownId={open.id}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}

function Facts({ run, state }: { readonly run: Run; readonly state: JudgeAgain }) {
  const { judge, leaves, unknownLeaves } = state;
  const share = leaves > 0 ? (unknownLeaves / leaves) * 100 : 0;
  return (
    <>
      <span>{judge.version === "" ? "version not known" : `version ${judge.version}`}</span>
      <span className="text-ink2">
        {judge.ruleVersion === null ? (
          "the task’s own way"
        ) : run.dataset ? (
          <Link href={`/datasets/${run.dataset.id}`} className="text-accent hover:underline">
            rule {judge.ruleVersion} of {run.dataset.name}
          </Link>
        ) : (
          `rule ${judge.ruleVersion}`
        )}
      </span>
      {leaves > 0 && (
        <RowsLink to="unknown" className="text-ink2 hover:underline">
          {unknownLeaves === 0
            ? "no leaf unknown"
            : `${formatCount(unknownLeaves)} of ${formatCount(leaves)} leaves unknown (${share < 0.1 ? "under 0.1" : share.toFixed(1)} %)`}
        </RowsLink>
      )}
    </>
  );
}

/** What has changed since the run was judged: a newer judge, another rule. */
function News({ state }: { readonly state: JudgeAgain }) {
  const { judge, presentVersion, rules } = state;
  const counting = rules.find(({ isCurrent }) => isCurrent);
  const news = [
    judge.version !== presentVersion &&
      (judge.version === ""
        ? `Judged elsewhere or by a judge that left no version; version ${presentVersion} is here`
        : `Judged by version ${judge.version}; version ${presentVersion} is here`),
    counting &&
      counting.version !== judge.ruleVersion &&
      `The data set’s rule ${counting.version} counts for new runs`,
  ].filter(Boolean);
  if (news.length === 0) return null;
  return (
    <p className="bg-warnbg text-warn text-small rounded-control mt-2.5 px-3 py-1.5">
      {news.join(". ")}. Judge again to see what would change.
    </p>
  );
}

const done: readonly Rejudging["status"][] = ["applied", "undone", "failed", "previewed"];

function History({ state, onShow }: { readonly state: JudgeAgain; readonly onShow: (id: string) => void }) {
  const shown = state.rejudgings.filter(({ status }) => done.includes(status));
  if (shown.length === 0) return null;
  const words = (one: Rejudging): string => {
    const count = formatNoun(one.counts.verdicts, "verdict");
    if (one.status === "previewed") return `Previewed ${formatMoment(one.createdAt)}: ${count} would change`;
    if (one.status === "failed") return `Broke off ${formatMoment(one.createdAt)}`;
    const at = formatMoment(one.appliedAt ?? one.createdAt);
    const by = one.author ? ` by ${one.author}` : "";
    return `Judged again ${at}${by}: ${count} changed${one.undoneAt ? `, taken back ${formatMoment(one.undoneAt)}` : ""}`;
  };
  return (
    <ul aria-label="Judged again" className="mt-2 grid gap-1">
      {shown.slice(0, 5).map((one) => (
        <li key={one.id} className="text-small text-ink2 flex flex-wrap items-center gap-x-2">
          <span>{words(one)}</span>
          <span className="text-ink3">{judgeChange(one)}</span>
          <Button size="sm" variant="ghost" onClick={() => onShow(one.id)}>
            Look
          </Button>
        </li>
      ))}
    </ul>
  );
}
