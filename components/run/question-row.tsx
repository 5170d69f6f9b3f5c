import Link from "next/link";
import { memo, useMemo } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { formatCount, formatUsd } from "@/components/ui/format.ts";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import { searchOf } from "@/lib/client/search-of.ts";
import type { TreeFilters } from "@/lib/client/trees.ts";
import type { Incomplete } from "@/lib/core/tree.ts";
import { pairsOfLine } from "@/lib/draw/pairs-of-line.ts";
import type { RoleView, TreeItem } from "@/lib/http/wire/runs.ts";
import { MiniIcicle } from "./mini-icicle.tsx";
import { isNotOnPhone, isOnlyWide, questionColumns } from "./question-columns.ts";
import { QuestionState } from "./question-state.tsx";
import { valueWords } from "./value-words.ts";

type QuestionRowProps = {
  readonly roles: readonly RoleView[];
  readonly branching: Readonly<Record<string, number>> | null;
  readonly tree: TreeItem;
  readonly incomplete: Incomplete;
  readonly threshold: number;
  /** What a tree's address says of the threshold while that is tried and not saved, else null. */
  readonly supposed: string | null;
  /** The list it stands in, so that the tree's page can step through it. */
  readonly filters: TreeFilters;
  readonly isOnPhone: boolean;
  /** The tree's page is made ready: somebody rests on the row. */
  readonly isAhead: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (index: number, isRange: boolean) => void;
};

/** The cells of a question: its tree in small, what it is worth, what it cost and what stands out. */
export const QuestionRow = memo(function QuestionRow(props: QuestionRowProps) {
  const {
    roles,
    branching,
    tree,
    incomplete,
    threshold,
    supposed,
    filters,
    isOnPhone,
    isAhead,
    isChosen,
    onChoose,
  } = props;
  const stored = Object.values(tree.pairs).reduce((sum, count) => sum + count, 0);
  const isTried = supposed !== null;
  const count = useMemo(
    () => (isTried ? pairsOfLine(tree.valueLine, incomplete) : null),
    [isTried, tree.valueLine, incomplete],
  );
  const pairs = count?.(threshold) ?? stored;
  const isDone = tree.status === "completed" || tree.status === "failed";
  const icicle = (
    <MiniIcicle
      roles={roles}
      tree={tree}
      branching={branching}
      threshold={threshold}
      {...(isOnPhone && { width: 80 })}
    />
  );
  const href = (node?: string): string => `/trees/${tree.id}${searchOf({ node, if: supposed, ...filters })}`;
  return (
    <>
      <div className={classNames(questionColumns, "h-16 md:h-11")}>
        <span role="gridcell" className={classNames("relative z-10 flex", isNotOnPhone)}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Choose question ${tree.index + 1}`}
            className="size-3.5"
            checked={isChosen}
            onClick={(event) => onChoose(tree.index, event.shiftKey)}
            onChange={() => undefined}
          />
        </span>
        <span role="gridcell" className="text-ink2">
          {formatCount(tree.index + 1)}
        </span>
        <span role="gridcell" className="min-w-0 max-md:line-clamp-2 md:truncate">
          <Link
            href={href()}
            tabIndex={-1}
            dir="auto"
            prefetch={isAhead}
            className="text-start after:absolute after:inset-0 hover:underline"
          >
            {tree.question}
          </Link>
        </span>
        <span
          role="gridcell"
          dir="auto"
          className={classNames("truncate text-right", isOnlyWide)}
          title={tree.gold}
        >
          <code>{tree.gold}</code>
        </span>
        <span role="gridcell" className={isNotOnPhone}>
          {!isOnPhone && icicle}
        </span>
        <span role="gridcell" className="flex flex-col gap-1 font-semibold whitespace-nowrap">
          <span className="flex items-center gap-1.5">
            {isDone || tree.value !== null ? (
              <>
                <ValueGlyph value={tree.value} threshold={threshold} />
                {valueWords(tree)}
              </>
            ) : (
              <span className="text-ink3 font-normal">–</span>
            )}
          </span>
          {isOnPhone && icicle}
        </span>
        <span
          role="gridcell"
          title={isTried ? `${formatCount(stored)} as saved` : undefined}
          className={classNames("text-right font-semibold", isTried && "text-accent", isNotOnPhone)}
        >
          {formatCount(pairs)}
        </span>
        <span role="gridcell" className={classNames("text-right", isOnlyWide)}>
          {tree.unknownLeaves > 0 ? (
            <span className="text-warn font-semibold">{formatCount(tree.unknownLeaves)}</span>
          ) : (
            <span className="text-ink3">0</span>
          )}
        </span>
        <span role="gridcell" className={classNames("text-right text-ink2", isOnlyWide)}>
          {tree.costUsd > 0 ? formatUsd(tree.costUsd) : <span title="Nothing was asked at a price">–</span>}
        </span>
        <span role="gridcell" className={classNames("flex gap-1 overflow-hidden", isNotOnPhone)}>
          <QuestionState tree={tree} isTried={isTried} />
        </span>
      </div>
      {tree.hits && tree.hits.length > 0 && (
        <div
          role="gridcell"
          className="text-small text-ink2 relative truncate px-3 pb-1 pl-[60px] md:pl-[100px]"
        >
          {tree.hits.slice(0, 3).map((hit) => (
            <Link
              key={hit.nodeId}
              href={href(hit.nodeId)}
              tabIndex={-1}
              prefetch={false}
              className="hover:text-accent mr-4 hover:underline"
            >
              {hit.snippet}
            </Link>
          ))}
        </div>
      )}
    </>
  );
});
