"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryState, useQueryStates } from "nuqs";
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { useIsPhone } from "@/components/ui/use-is-phone.ts";
import { useStable } from "@/components/ui/use-stable.ts";
import { useRowWindow } from "@/components/ui/use-row-window.ts";
import { searchOf } from "@/lib/client/search-of.ts";
import { treeCountsQuery } from "@/lib/client/trees.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { ChosenBar } from "./chosen-bar.tsx";
import { filtersOf, placeAddress, questionAddress, type QuestionChoice } from "./question-address.ts";
import { rowHeights } from "./question-columns.ts";
import { QuestionEmpty } from "./question-empty.tsx";
import { QuestionFacets } from "./question-facets.tsx";
import { QuestionFilters } from "./question-filters.tsx";
import { QuestionHead } from "./question-head.tsx";
import { QuestionRow } from "./question-row.tsx";
import { useChosen } from "./use-chosen.ts";
import { useKeptPlace } from "./use-kept-place.ts";
import { useQuestionOrder } from "./use-question-order.ts";
import { useQuestionRows } from "./use-question-rows.ts";
import { useTreeAhead } from "./use-tree-ahead.ts";
import { useRowFocus } from "./use-row-focus.ts";

const nothing: readonly number[] = [];
/** The bar of the window and the heads of the columns; the phone's bar of places. */
const covered = { top: 80, bottom: 16, bottomOnPhone: 72 };

type QuestionListProps = {
  readonly run: Run;
  readonly threshold: number;
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
  const indexes = order.indexes ?? nothing;
  const chosen = useChosen(indexes);
  const choose = useStable(chosen.toggle);
  const isPhone = useIsPhone();
  const hasHits = choice.text !== "";
  const rowHeight = isPhone
    ? rowHeights[hasHits ? "phoneWithHits" : "phone"]
    : rowHeights[hasHits ? "withHits" : "plain"];
  const list = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(list, {
    count: indexes.length,
    rowHeight,
    coveredTop: covered.top,
    coveredBottom: isPhone ? covered.bottomOnPhone : covered.bottom,
  });
  const { treeAt, error: rowError } = useQuestionRows(run.id, {
    indexes,
    first: rows.first,
    last: rows.last,
    text: choice.text,
    having: choice.having,
  });
  const focus = useRowFocus({
    list,
    rows,
    indexes,
    rowOf: order.rowOf,
    begin: at,
    onChoose: chosen.toggle,
  });
  useKeptPlace(rows, {
    indexes: order.indexes,
    rowOf: order.rowOf,
    current: focus.current,
    list: order.isOld ? "" : JSON.stringify(filters),
  });
  const begin = useRef(at);
  useEffect(() => {
    const row = begin.current === null ? undefined : order.rowOf.get(begin.current);
    if (order.indexes === null) return;
    if (row !== undefined) rows.reveal(row);
    if (begin.current !== null) void setAt(null);
    begin.current = null;
  });

  const router = useRouter();
  const change = (patch: Partial<QuestionChoice>): void => void setChoice(patch);
  const open = (index: number | null): void => {
    const tree = index === null ? undefined : treeAt(index);
    if (tree) router.push(`/trees/${tree.id}${searchOf({ ...filters })}`);
  };
  const [ahead, restOn] = useTreeAhead();
  useHotkeys({
    j: () => focus.go(1),
    k: () => focus.go(-1),
    enter: (event) => {
      if (event.target instanceof HTMLElement && event.target.closest("a,button,summary,[role=slider]")) {
        event.target.click();
        return;
      }
      open(focus.current);
    },
  });
  const drawn = Array.from(
    { length: Math.max(0, rows.last - rows.first + 1) },
    (_, place) => rows.first + place,
  );
  // The row with the focus stays, however far the page is scrolled: focus must not fall to nothing.
  const currentRow = focus.current === null ? undefined : order.rowOf.get(focus.current);
  if (currentRow !== undefined && (currentRow < rows.first || currentRow > rows.last)) drawn.push(currentRow);
  const listed = indexes.filter((index) => chosen.indexes.has(index)).length;
  const error = order.error ?? rowError;
  return (
    <section aria-label="Questions" className="flex flex-col gap-2.5">
      <QuestionFilters
        choice={choice}
        roles={run.roles}
        onChange={change}
        counts={counts.data ?? null}
        total={order.isOld ? null : (order.indexes?.length ?? null)}
      />
      {error && <ErrorNote error={error} title="The questions could not be read" onRetry={order.retry} />}
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
          <div
            role="grid"
            aria-label="Questions"
            aria-rowcount={indexes.length + 1}
            aria-multiselectable
            aria-busy={order.isOld || order.indexes === null}
          >
            <QuestionHead
              roles={run.roles}
              sort={choice.sort}
              onSort={(sort) => change({ sort })}
              chosen={listed === 0 ? "none" : listed === indexes.length ? "all" : "some"}
              onChooseAll={(isOn) => chosen.set(isOn ? indexes : [])}
            />
            <div
              ref={list}
              role="rowgroup"
              className={classNames("relative", order.isOld && "opacity-60")}
              style={{ height: indexes.length * rowHeight }}
              onKeyDown={focus.onKeyDown}
            >
              {drawn.map((row) => {
                const index = indexes[row];
                if (index === undefined) return null;
                const tree = treeAt(index);
                const isCurrent = index === focus.current;
                const isStop = isCurrent || (currentRow === undefined && row === rows.first);
                return (
                  <div
                    key={index}
                    role="row"
                    data-index={index}
                    aria-rowindex={row + 2}
                    aria-selected={chosen.indexes.has(index)}
                    tabIndex={isStop ? 0 : -1}
                    onPointerEnter={() => tree && restOn(tree.id)}
                    onFocus={(event) => {
                      if (event.target !== event.currentTarget) return;
                      focus.setCurrent(index);
                      if (tree) restOn(tree.id);
                    }}
                    className={classNames(
                      "absolute inset-x-0 top-0 border-b border-line outline-offset-[-2px] hover:bg-sunken",
                      isCurrent && "bg-accentbg shadow-[inset_3px_0_0_var(--accent)]",
                    )}
                    style={{ height: rowHeight, transform: `translateY(${row * rowHeight}px)` }}
                  >
                    {tree ? (
                      <QuestionRow
                        run={run}
                        tree={tree}
                        threshold={threshold}
                        filters={filters}
                        isAhead={tree.id === ahead}
                        isChosen={chosen.indexes.has(index)}
                        onChoose={choose}
                      />
                    ) : (
                      <span role="gridcell" className="block px-3 py-3">
                        <Skeleton className="h-4" />
                      </span>
                    )}
                  </div>
                );
              })}
            </div>
          </div>
          {order.indexes === null &&
            !error &&
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
