"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { hasPageFocus } from "@/components/shell/has-page-focus.ts";
import { classNames } from "@/components/ui/class-names.ts";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { useIsPhone } from "@/components/ui/use-is-phone.ts";
import { useRowWindow } from "@/components/ui/use-row-window.ts";
import { useStable } from "@/components/ui/use-stable.ts";
import { searchOf } from "@/lib/client/search-of.ts";
import type { TreeFilters } from "@/lib/client/trees.ts";
import type { TreeSort } from "@/lib/core/tree-list.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { forgetTree } from "./last-tree.ts";
import { rowHeights } from "./question-columns.ts";
import { QuestionHead } from "./question-head.tsx";
import { QuestionRow } from "./question-row.tsx";
import { supposedAt } from "./tried-threshold.ts";
import type { Chosen } from "./use-chosen.ts";
import { useKeptPlace } from "./use-kept-place.ts";
import type { QuestionOrder } from "./use-question-order.ts";
import { useQuestionRows } from "./use-question-rows.ts";
import { useRowFocus } from "./use-row-focus.ts";
import type { TriedThreshold } from "./use-threshold.ts";
import { useTreeAhead } from "./use-tree-ahead.ts";

const nothing: readonly number[] = [];
/** The bar of the window and the heads of the columns; the phone's bar of places. */
const covered = { top: 80, bottom: 16, bottomOnPhone: 72 };

type QuestionGridProps = {
  readonly run: Run;
  readonly threshold: TriedThreshold;
  readonly filters: TreeFilters;
  readonly sort: TreeSort;
  readonly onSort: (sort: TreeSort) => void;
  readonly order: QuestionOrder;
  readonly chosen: Chosen;
  /** The tree to begin at, by its place in the run. */
  readonly begin: number | null;
  /** A row was reached, by its tree's place in the run. */
  readonly onReach: (index: number) => void;
};

/** The rows of the list, those in sight and a few more, with one of them in focus (grid pattern of the ARIA practices). */
export function QuestionGrid(props: QuestionGridProps) {
  const { run, threshold, filters, sort, onSort, order, chosen, onReach } = props;
  const [begin] = useState(props.begin);
  const indexes = order.indexes ?? nothing;
  const [isPhone, router, list] = [useIsPhone(), useRouter(), useRef<HTMLDivElement>(null)];
  const { text = "", having = "" } = filters;
  const rowHeight = isPhone
    ? rowHeights[text === "" ? "phone" : "phoneWithHits"]
    : rowHeights[text === "" ? "plain" : "withHits"];
  const rows = useRowWindow(list, {
    count: indexes.length,
    rowHeight,
    coveredTop: covered.top,
    coveredBottom: isPhone ? covered.bottomOnPhone : covered.bottom,
  });
  const { treeAt, error } = useQuestionRows(run.id, {
    indexes,
    first: rows.first,
    last: rows.last,
    text,
    having,
  });
  const choose = useStable(chosen.toggle);
  const focus = useRowFocus({ list, rows, indexes, rowOf: order.rowOf, begin, onChoose: choose });
  useKeptPlace(rows, {
    indexes: order.indexes,
    rowOf: order.rowOf,
    current: focus.current,
    list: order.isOld ? "" : JSON.stringify(filters),
  });
  const hasBegun = useRef(begin === null);
  useEffect(() => {
    if (hasBegun.current || order.indexes === null) return;
    hasBegun.current = true;
    forgetTree();
    const row = order.rowOf.get(begin ?? -1);
    if (row === undefined) return;
    rows.reveal(row, "middle");
    // Who was led back here goes on from that row; an address that the browser opened begins at its top.
    requestAnimationFrame(() => hasPageFocus() && focus.goTo(row));
  });
  const supposed = threshold.isTried ? supposedAt(threshold.shown) : null;
  const [ahead, restOn] = useTreeAhead();
  useHotkeys({
    j: () => focus.go(1),
    k: () => focus.go(-1),
    enter: (event) => {
      if (event.target instanceof HTMLElement && event.target.closest("a,button,summary,[role=slider]")) {
        event.target.click();
        return;
      }
      const tree = focus.current === null ? undefined : treeAt(focus.current);
      if (tree) router.push(`/trees/${tree.id}${searchOf({ if: supposed, ...filters })}`);
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
  return (
    <>
      {error && <ErrorNote error={error} title="Some rows could not be read" onRetry={order.retry} />}
      <div
        role="grid"
        aria-label="Questions"
        aria-rowcount={indexes.length + 1}
        aria-multiselectable
        aria-busy={order.isOld || order.indexes === null}
      >
        <QuestionHead
          roles={run.roles}
          sort={sort}
          onSort={onSort}
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
                // Rows that scroll by under a pointer at rest are nobody's choice.
                onPointerMove={({ movementX, movementY }) => {
                  if (tree && (movementX !== 0 || movementY !== 0)) restOn(tree.id);
                }}
                onFocus={(event) => {
                  if (event.target !== event.currentTarget) return;
                  focus.setCurrent(index);
                  onReach(index);
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
                    roles={run.roles}
                    branching={run.config?.branching ?? null}
                    tree={tree}
                    incomplete={run.config?.incomplete ?? "exclude"}
                    threshold={threshold.shown}
                    supposed={supposed}
                    filters={filters}
                    isOnPhone={isPhone}
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
    </>
  );
}
