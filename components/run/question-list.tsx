"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState, useQueryStates } from "nuqs";
import { useMemo, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { searchOf } from "@/lib/client/search-of.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { treeCountsQuery } from "@/lib/client/trees.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { ChosenBar } from "./chosen-bar.tsx";
import { filtersOf, placeAddress, questionAddress, type QuestionChoice } from "./question-address.ts";
import { QuestionEmpty } from "./question-empty.tsx";
import { QuestionFacets } from "./question-facets.tsx";
import { QuestionFilters } from "./question-filters.tsx";
import { QuestionGrid } from "./question-grid.tsx";
import { useKeepList } from "@/components/shell/kept-list.ts";
import { lastTree } from "./last-tree.ts";
import { useChosen } from "./use-chosen.ts";
import { TriedNote } from "./tried-note.tsx";
import { useQuestionOrder } from "./use-question-order.ts";
import type { TriedThreshold } from "./use-threshold.ts";

/** A threshold that is dragged is kept once it rests. */
const keepMs = 300;
const nothing: readonly number[] = [];

type QuestionListProps = {
  readonly run: Run;
  readonly threshold: TriedThreshold;
  /** What can be done with chosen questions, given the places in the run of their trees. */
  readonly chosenActions?: (indexes: readonly number[]) => ReactNode;
};

/** The run's questions with their trees in small; filters, order and searches are in the address. */
export function QuestionList({ run, threshold, chosenActions }: QuestionListProps) {
  const [choice, setChoice] = useQueryStates(questionAddress, { history: "replace" });
  const [at, setAt] = useQueryState("at", placeAddress.at);
  const filters = useMemo(() => filtersOf(choice), [choice]);
  const counts = useQuery(treeCountsQuery(run.id, filters));
  const order = useQuestionOrder(run, choice);
  const chosen = useChosen(order.indexes ?? nothing);
  const [reached, setReached] = useState(at);
  const theta = threshold.isTried ? threshold.shown : null;
  useKeepList(run.id, useDebounced(searchOf({ ...filters, theta, at: reached }), keepMs));
  const change = (patch: Partial<QuestionChoice>): void => {
    void setChoice(patch);
    if (at !== null) void setAt(null);
  };
  return (
    <section aria-label="Questions" className="flex flex-col gap-2.5">
      <QuestionFilters
        choice={choice}
        roles={run.roles}
        onChange={change}
        counts={counts.data ?? null}
        total={order.isOld ? null : (order.indexes?.length ?? null)}
      />
      <TriedNote threshold={threshold} />
      {order.error && (
        <ErrorNote error={order.error} title="The questions could not be read" onRetry={order.retry} />
      )}
      <div className="flex gap-5 max-lg:flex-col max-lg:gap-2">
        <QuestionFacets runId={run.id} choice={choice} onChange={(meta) => change({ meta })} />
        <Card className="min-w-0 flex-1">
          {order.heldAt !== null && order.heldAt > 0 && (
            <p className="text-small text-ink2 border-line flex flex-wrap items-center gap-2 border-b px-3 py-1.5">
              Sorted as it was at {new Date(order.heldAt).toLocaleTimeString("en-GB")}; the numbers follow the
              run.
              <Button size="sm" onClick={order.sortAgain}>
                Sort again
              </Button>
            </p>
          )}
          <QuestionGrid
            run={run}
            threshold={threshold}
            filters={filters}
            sort={choice.sort}
            onSort={(sort) => change({ sort })}
            order={order}
            chosen={chosen}
            begin={lastTree(run.id) ?? at}
            onReach={setReached}
          />
          {order.indexes === null &&
            !order.error &&
            Array.from({ length: 8 }, (_, place) => <Skeleton key={place} className="mx-3 my-2 h-7" />)}
          {order.indexes?.length === 0 && !order.isOld && (
            <QuestionEmpty run={run} choice={choice} onChange={change} />
          )}
        </Card>
      </div>
      <ChosenBar count={chosen.indexes.size} onClear={() => chosen.set([])}>
        {chosenActions?.([...chosen.indexes].toSorted((a, b) => a - b))}
      </ChosenBar>
    </section>
  );
}
