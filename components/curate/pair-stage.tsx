"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo, type RefObject } from "react";
import { indexTree } from "@/components/tree/index-tree.ts";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { treeQuery } from "@/lib/client/trees.ts";
import type { PairItem } from "@/lib/http/wire/pairs.ts";
import { PairContext } from "./pair-context.tsx";
import { PairWords } from "./pair-words.tsx";
import { PairSides } from "./pair-sides.tsx";
import type { Judging } from "./use-judging.ts";

type PairStageProps = { pair: PairItem; judging: Judging; foldRef: RefObject<HTMLDetailsElement | null> };

/** Reads the tree of a pair and shows its prompt and both sides. */
export function PairStage({ pair, judging, foldRef }: PairStageProps) {
  const { data: tree, error, refetch } = useQuery({ ...treeQuery(pair.treeId), staleTime: 60_000 });
  const index = useMemo(() => (tree ? indexTree(tree) : null), [tree]);
  const [chosen, rejected] = [index?.byId.get(pair.chosenNodeId), index?.byId.get(pair.rejectedNodeId)];
  if (error)
    return <ErrorNote error={error} title="The tree of this pair could not be read" onRetry={refetch} />;
  if (!index || !chosen || !rejected) {
    return (
      <>
        <Skeleton className="h-10" />
        <div className="grid flex-1 gap-3.5 md:grid-cols-2">
          <Skeleton className="min-h-64" />
          <Skeleton className="min-h-64" />
        </div>
      </>
    );
  }
  const isHidden = judging.isHidden(pair);
  const [left, right] = judging.leftOf(pair) === pair.chosenNodeId ? [chosen, rejected] : [rejected, chosen];
  const picks: Readonly<Record<string, string>> = {
    accept: pair.chosenNodeId,
    swap: pair.rejectedNodeId,
  };
  return (
    <>
      <PairContext index={index} node={chosen} foldRef={foldRef} isHidden={isHidden} />
      {!isHidden && <PairWords pair={pair} />}
      <PairSides
        index={index}
        left={left}
        right={right}
        chosenNodeId={pair.chosenNodeId}
        isBlind={judging.isBlind}
        isHidden={isHidden}
        pickedNodeId={picks[judging.pending ?? ""] ?? null}
      />
    </>
  );
}
