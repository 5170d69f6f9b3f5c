"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useAuthor } from "@/components/curate/use-author.ts";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { auditKey, sampleQuery, sayBlind } from "@/lib/client/audit.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { BlindLeaf, BlindSaid } from "@/lib/http/wire/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { BlindCard } from "./blind-card.tsx";
import { DrawForm } from "./draw-form.tsx";
import { ErrorTable } from "./error-table.tsx";
import { RevealedCard } from "./revealed-card.tsx";
import type { useAudit } from "./use-audit.ts";

/** A random sample judged without the judge's word, and what it says of the judge. */
export function SampleView({ run, audit }: { run: Run; audit: ReturnType<typeof useAudit> }) {
  const client = useQueryClient();
  const [name] = useAuthor();
  const author = name.trim();
  const { data, error, refetch } = useQuery(sampleQuery(run.id, author));
  const [revealed, setRevealed] = useState<{ leaf: BlindLeaf; said: BlindSaid } | null>(null);
  const leaf = data?.next[0] ?? null;
  const say = useMutation({
    mutationFn: ({ nodeId, verdict }: { leaf: BlindLeaf; nodeId: string; verdict: Verdict | null }) =>
      sayBlind(run.id, { nodeId, verdict, author }),
    onSuccess: (said, { leaf: of, verdict }) => setRevealed(verdict === null ? null : { leaf: of, said }),
    onError: (failure) => toast.error(failure.message),
    onSettled: () => client.invalidateQueries({ queryKey: auditKey(run.id) }),
  });
  const saying = (verdict: Verdict) => (event?: KeyboardEvent) => {
    if (leaf && !event?.repeat && !say.isPending) say.mutate({ leaf, nodeId: leaf.nodeId, verdict });
  };
  useHotkeys({ r: saying("correct"), w: saying("incorrect"), n: saying("unknown") });
  if (error) return <ErrorNote error={error} title="The sample could not be read" onRetry={refetch} />;
  if (!data) return <Skeleton className="h-80" />;
  if (!data.sample) return <DrawForm run={run} sample={null} words={audit.words} />;
  const { sample } = data;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_380px]">
      <div className="flex min-w-0 flex-col gap-4">
        {revealed && (
          <RevealedCard
            run={run}
            leaf={revealed.leaf}
            said={revealed.said}
            onTakeBack={() =>
              say.mutate({ leaf: revealed.leaf, nodeId: revealed.leaf.nodeId, verdict: null })
            }
            onOverride={(verdict) => {
              audit.turn.mutate({
                nodeIds: [revealed.leaf.nodeId],
                verdict,
                reason: "found in the blind sample",
              });
              setRevealed(null);
            }}
          />
        )}
        {leaf ? (
          <BlindCard
            key={leaf.nodeId}
            run={run}
            leaf={leaf}
            total={sample.drawn}
            left={data.left}
            isBusy={say.isPending}
            onSay={(verdict) => saying(verdict)()}
          />
        ) : (
          <Card className="p-6 text-center">
            <p className="text-section">You have judged all of it</p>
            <p className="text-ink2 mt-1">
              {formatNoun(sample.drawn, "leaf", "leaves")} of this sample. Another person may judge them too:
              most words count.
            </p>
          </Card>
        )}
      </div>
      <div className="flex flex-col gap-4">
        <ErrorTable sample={sample} />
        <details>
          <summary className="text-small text-ink2 cursor-pointer">Draw another sample</summary>
          <DrawForm run={run} sample={sample} words={audit.words} />
        </details>
      </div>
    </div>
  );
}
