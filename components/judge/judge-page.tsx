"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Chip } from "@/components/ui/chip.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { judgeTexts } from "@/lib/client/judge.ts";
import { DraftForm } from "./draft-form.tsx";
import { judgeItemOf } from "./judge-item-of.ts";
import { JudgedResult } from "./judged-result.tsx";
import { LeafPicker } from "./leaf-picker.tsx";
import { NodeSource } from "./node-source.tsx";
import { samples } from "./samples.ts";
import { StoredVerdict } from "./stored-verdict.tsx";
import { useDatasetRule } from "./use-dataset-rule.ts";
import { useJudgeDraft } from "./use-judge-draft.ts";

const settleMs = 250;

/** The judge by itself: a pasted text or a stored leaf, and what it makes of it while one types. */
export function JudgePage() {
  const { draft, node, nodeId, isTooLong, change, openNode } = useJudgeDraft();
  const [isPicking, setPicking] = useState(false);
  const rule = useDatasetRule(draft?.dataset ?? null, draft?.ruleVersion ?? null);
  const ownRule = nodeId === null ? rule.rule : (node.data?.runJudge.rule ?? null);
  const typed = draft && judgeItemOf(draft, ownRule);
  const item = useDebounced(typed, nodeId === null ? settleMs : 0);
  const isTyped = item !== null && item.text.trim() !== "" && item.gold.trim() !== "";
  const isReady = isTyped && !rule.isPending && !rule.error;
  const judged = useQuery({
    queryKey: ["judge", item],
    queryFn: async ({ signal }) => {
      if (!item) throw new Error("nothing to judge");
      return { item, ...(await judgeTexts({ items: [item] }, signal)) };
    },
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  const result = judged.data?.items[0];
  const stored = node.data;
  const open = (id: string | null | undefined): void => {
    if (id) openNode(id);
  };
  useHotkeys({
    p: () => setPicking(true),
    j: () => open(stored?.nextNodeId),
    k: () => open(stored?.previousNodeId),
  });
  return (
    <div className="mx-auto w-full max-w-[1280px] px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <PageHeader title="Judge" note="What it reads as the answer, and how it compares it with the gold">
        <Button onClick={() => setPicking(true)}>
          Pick a leaf <Kbd>p</Kbd>
        </Button>
      </PageHeader>
      <div role="group" aria-label="Samples" className="mt-3.5 flex gap-1.5 overflow-x-auto p-0.5">
        {samples.map(({ name, choices = "", ...sample }) => (
          <Chip
            key={name}
            isOn={nodeId === null && draft?.text === sample.text && draft.gold === sample.gold}
            onClick={() =>
              change({ ...sample, choices, question: "", dataset: null, ruleVersion: null, isCut: false })
            }
          >
            {name}
          </Chip>
        ))}
      </div>
      <div className="mt-3.5 grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <Card className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
          {nodeId !== null && node.isError && (
            <ErrorNote
              error={node.error}
              title="The completion could not be read"
              onRetry={() => node.refetch()}
            />
          )}
          {nodeId !== null && node.isPending && <Skeleton className="h-96" />}
          {stored && nodeId !== null && <NodeSource node={stored} onOpen={openNode} />}
          {draft && (
            <DraftForm draft={draft} isTooLong={isTooLong} hasQuestion={nodeId === null} onChange={change} />
          )}
          {stored && nodeId !== null && (
            <p className="text-tiny text-ink3">
              Change any field to try what the judge would say: what is stored stays as it is.
            </p>
          )}
        </Card>
        <Card
          className={classNames("min-h-[240px] p-4 md:p-5", nodeId !== null && "max-lg:order-first")}
          aria-live="polite"
          aria-busy={judged.isFetching}
        >
          {rule.error && (
            <ErrorNote error={rule.error} title="The data set’s rule could not be read" className="mb-3" />
          )}
          {judged.isError && (
            <ErrorNote
              error={judged.error}
              title="The text was not judged"
              onRetry={() => judged.refetch()}
            />
          )}
          {!isTyped && (nodeId === null || node.isSuccess) && (
            <EmptyNote
              title="Nothing to judge"
              actions={<Button onClick={() => setPicking(true)}>Pick a leaf of a run</Button>}
            >
              Paste a completion and type its gold, or take one that is stored.
            </EmptyNote>
          )}
          {isReady && judged.isPending && (
            <div className="grid gap-3">
              <Skeleton className="h-7 w-40" />
              <Skeleton className="h-24" />
            </div>
          )}
          {isReady && !judged.isError && result && judged.data && (
            <JudgedResult
              judged={result}
              text={judged.data.item.text}
              gold={judged.data.item.gold}
              stored={
                stored && nodeId !== null && stored.text === judged.data.item.text ? (
                  <StoredVerdict node={stored} judged={result} />
                ) : null
              }
            />
          )}
        </Card>
      </div>
      <LeafPicker
        isOpen={isPicking}
        onClose={() => setPicking(false)}
        onPick={(id) => {
          setPicking(false);
          openNode(id);
        }}
      />
    </div>
  );
}
