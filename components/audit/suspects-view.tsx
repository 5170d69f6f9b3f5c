"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { auditedLeafQuery, auditQuery } from "@/lib/client/audit.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { AuditedLeaf, AuditQueue } from "@/lib/http/wire/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { AlikeDialog } from "./alike-dialog.tsx";
import { SuspectFacets } from "./suspect-facets.tsx";
import { SuspectList } from "./suspect-list.tsx";
import { TurnPanel } from "./turn-panel.tsx";
import type { useAudit } from "./use-audit.ts";

const address = {
  signal: parseAsString.withDefault(""),
  effect: parseAsString.withDefault(""),
  leaf: parseAsString,
};

/** How many a filter lists; of two together, no more than the smaller. */
const listedOf = ({ total, signals, effects }: AuditQueue, signal: string, effect: string): number =>
  Math.min(
    signal === "" ? total : (signals[signal] ?? 0),
    effect === "labels" || effect === "pairs" || effect === "none" ? effects[effect] : total,
  );

/** The queue of suspect leaves, best first, one key a verdict; filters and the leaf are in the address. */
export function SuspectsView({ run, audit }: { run: Run; audit: ReturnType<typeof useAudit> }) {
  const [{ signal, effect, leaf }, setState] = useQueryStates(address, { history: "replace" });
  const list = useInfiniteQuery({
    ...auditQuery(run.id, { ...(signal && { signal }), ...(effect && { effect }) }),
    placeholderData: keepPreviousData,
  });
  const listed = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  // An address may name a leaf that is no suspect, or stands far down the queue: it is read by itself.
  const isListed = listed.some(({ nodeId }) => nodeId === leaf);
  const named = useQuery({
    ...auditedLeafQuery(run.id, leaf ?? ""),
    enabled: leaf !== null && list.data !== undefined && !isListed,
  });
  const leaves = useMemo(
    () => (leaf !== null && !isListed && named.data ? [named.data, ...listed] : listed),
    [leaf, isListed, named.data, listed],
  );
  const at = Math.max(
    0,
    leaves.findIndex(({ nodeId }) => nodeId === leaf),
  );
  const current = leaves[at] ?? null;
  const [alike, setAlike] = useState<{ leaf: AuditedLeaf; verdict: Verdict } | null>(null);
  const router = useRouter();
  const first = list.data?.pages[0] ?? null;

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const go = (by: number): void => {
    const next = leaves[at + by];
    if (next) void setState({ leaf: next.nodeId });
  };
  const goPast = (isGone: (leaf: AuditedLeaf) => boolean): void => {
    const next =
      leaves.slice(at + 1).find((one) => !isGone(one)) ?? leaves.slice(0, at).findLast((one) => !isGone(one));
    void setState({ leaf: next?.nodeId ?? null });
  };
  const say = (of: AuditedLeaf, verdict: Verdict): void => {
    if (of.nodeId === current?.nodeId) goPast(({ nodeId }) => nodeId === of.nodeId);
    const [strongest] = of.signals;
    audit.turn.mutate({ nodeIds: [of.nodeId], verdict, ...(strongest && { reason: strongest.detail }) });
  };
  const sayGoldWrong = (of: AuditedLeaf): void => {
    if (of.questionId === current?.questionId) goPast(({ questionId }) => questionId === of.questionId);
    audit.mark.mutate({ questionId: of.questionId, isWrong: true });
  };
  /** A key that is held down judges one leaf, not a row of them. */
  const saying = (verdict: Verdict) => (event: KeyboardEvent) => {
    if (current && !event.repeat) say(current, verdict);
  };
  useHotkeys({
    j: () => go(1),
    k: () => go(-1),
    r: saying("correct"),
    w: saying("incorrect"),
    n: saying("unknown"),
    b: (event) => current && !event.repeat && sayGoldWrong(current),
    "shift+r": () => current && current.answer !== null && setAlike({ leaf: current, verdict: "correct" }),
    "shift+w": () => current && current.answer !== null && setAlike({ leaf: current, verdict: "incorrect" }),
    t: () => current && router.push(`/trees/${current.treeId}?node=${current.path}`),
  });

  if (list.error)
    return <ErrorNote error={list.error} title="The suspects could not be read" onRetry={list.refetch} />;
  if (!first) return <Skeleton className="min-h-96" />;
  return (
    <>
      <p className="text-ink3" aria-live="polite">
        {formatNoun(first.total, "leaf", "leaves")} to judge · {formatCount(first.leaves - first.total)} raise
        no doubt of their own
        {first.pending > 0 && ` · ${formatNoun(first.pending, "tree")} still being looked at`}
      </p>
      <div className="grid items-start gap-5 md:grid-cols-[208px_minmax(0,1fr)] xl:grid-cols-[208px_minmax(0,1fr)_300px]">
        <SuspectFacets
          queue={first}
          signal={signal}
          effect={effect}
          onChange={(patch) => void setState({ ...patch, leaf: null })}
        />
        <Card className="min-w-0">
          <h2 className="sr-only">Suspect leaves</h2>
          {leaves.length === 0 ? (
            <EmptyNote
              title={first.pending > 0 ? "Looking at the leaves…" : "No suspects"}
              actions={
                first.pending === 0 &&
                (signal === "" && effect === "" ? (
                  <ButtonLink href="?view=sample">To the blind sample</ButtonLink>
                ) : (
                  <Button onClick={() => void setState({ signal: "", effect: "" })}>Show all</Button>
                ))
              }
            >
              {first.total > 0
                ? "Nothing here under this filter."
                : "The blind sample tells how often the judge is wrong where nothing looks suspect."}
            </EmptyNote>
          ) : (
            <SuspectList
              leaves={leaves}
              total={Math.max(leaves.length, listedOf(first, signal, effect))}
              roles={run.roles}
              at={at}
              onSelect={({ nodeId }) => void setState({ leaf: nodeId })}
              onSay={say}
              onGoldWrong={sayGoldWrong}
              onAlike={(one) => setAlike({ leaf: one, verdict: one.turnsTo })}
              onEndNear={readOn}
            />
          )}
        </Card>
        {current && <TurnPanel key={current.nodeId} run={run} leaf={current} />}
      </div>
      {alike && (
        <AlikeDialog
          run={run}
          leaf={alike.leaf}
          verdict={alike.verdict}
          onClose={() => setAlike(null)}
          onTurn={(nodeIds, reason) => {
            const gone = new Set(nodeIds);
            goPast(({ nodeId }) => gone.has(nodeId));
            audit.turn.mutate({ nodeIds, verdict: alike.verdict, reason });
            setAlike(null);
          }}
        />
      )}
    </>
  );
}
