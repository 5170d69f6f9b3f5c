"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { treeOrderQuery } from "@/lib/client/trees.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { filtersOf, type QuestionChoice } from "./question-address.ts";

/** A tree keeps its key in these while it grows. */
const steadySorts: ReadonlySet<string> = new Set(["index", "question", "gold"]);

export type QuestionOrder = {
  /** Places in the run in the order of the list; null before they are known. */
  readonly indexes: readonly number[] | null;
  /** The row of each of them, from 0. */
  readonly rowOf: ReadonlyMap<number, number>;
  /** Of another choice than the one asked for, which is still under way. */
  readonly isOld: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  /** When it was sorted, where it stays so though the run grows; null where it follows the run. */
  readonly heldAt: number | null;
  readonly sortAgain: () => void;
};

/**
 * All rows of the list by their trees' places, so that the list knows its length and can be read anywhere. Sorted by
 * what changes while trees grow, it stays as it was read until it is asked for again: rows under a reader's eyes do not
 * change places.
 */
export function useQuestionOrder(run: Run, choice: QuestionChoice): QuestionOrder {
  const [asked, setAsked] = useState(0);
  const isOver = ["completed", "cancelled", "failed"].includes(run.status);
  const isHeld = !isOver && !steadySorts.has(choice.sort.replace("-", ""));
  const { data, error, refetch, isPlaceholderData, dataUpdatedAt } = useQuery({
    ...treeOrderQuery(run.id, filtersOf(choice), isHeld ? String(asked) : null),
    ...(isHeld && { staleTime: Number.POSITIVE_INFINITY, refetchOnMount: "always" as const }),
    placeholderData: keepPreviousData,
  });
  const indexes = data?.indexes ?? null;
  const rowOf = useMemo(() => new Map((indexes ?? []).map((index, row) => [index, row])), [indexes]);
  return {
    indexes,
    rowOf,
    isOld: isPlaceholderData,
    error,
    retry: () => void refetch(),
    heldAt: isHeld ? dataUpdatedAt : null,
    sortAgain: () => setAsked(asked + 1),
  };
}
