"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useEffect } from "react";
import { filtersOf, questionAddress } from "@/components/run/question-address.ts";
import { formatCount } from "@/components/ui/format.ts";
import { searchOf } from "@/lib/client/search-of.ts";
import { type TreeFilters, treeNeighboursQuery } from "@/lib/client/trees.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";

export type QuestionSteps = {
  readonly previousTreeId: string | null;
  readonly nextTreeId: string | null;
  /** "of 2,000", or where it stands in the list that one came from: "3 of 120 listed". */
  readonly place: string;
  /** What the list's address says, at this question: "?a=1". */
  readonly listSearch: string;
  /** What the addresses of the list's other trees carry on, "" or "a=1&b=2". */
  readonly carried: string;
};

/** The questions before and after this one in the list that one came from, as the address names it; without one, in the run. `theta` is the threshold that is tried. */
export function useQuestionSteps(tree: Tree, theta: number | null): QuestionSteps {
  const [choice] = useQueryStates(questionAddress);
  const filters = filtersOf(choice);
  const isList = Object.keys(filters).length > 0;
  const { data } = useQuery({
    ...treeNeighboursQuery(tree.id, filters),
    enabled: isList,
  });
  const client = useQueryClient();
  const search = JSON.stringify(filters);
  useEffect(() => {
    // Ready when they are stepped to, so that the next step finds its way at once.
    for (const id of [data?.nextTreeId, data?.previousTreeId])
      if (id) void client.prefetchQuery(treeNeighboursQuery(id, JSON.parse(search) as TreeFilters));
  }, [client, data, search]);
  const listSearch = searchOf({ ...filters, theta, at: tree.index });
  const carried = searchOf({ ...filters }).slice(1);
  if (!isList) {
    const { previousTreeId, nextTreeId } = tree;
    return { previousTreeId, nextTreeId, place: `of ${formatCount(tree.treesTotal)}`, listSearch, carried };
  }
  const place =
    data === undefined
      ? ""
      : data.isListed
        ? `${formatCount(data.before + 1)} of ${formatCount(data.total)} listed`
        : `beside ${formatCount(data.total)} listed`;
  return {
    previousTreeId: data?.previousTreeId ?? null,
    nextTreeId: data?.nextTreeId ?? null,
    place,
    listSearch,
    carried,
  };
}
