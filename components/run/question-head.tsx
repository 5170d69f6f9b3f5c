import { ChevronDown, ChevronUp } from "lucide-react";
import { classNames } from "@/components/ui/class-names.ts";
import type { TreeSort } from "@/lib/core/tree-list.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { isNotOnPhone, type QuestionColumn, questionColumns, questionHeads } from "./question-columns.ts";

type QuestionHeadProps = {
  readonly roles: readonly RoleView[];
  readonly sort: TreeSort;
  readonly onSort: (sort: TreeSort) => void;
  /** Whether all, some or none of the listed questions are chosen. */
  readonly chosen: "all" | "some" | "none";
  readonly onChooseAll: (isOn: boolean) => void;
};

/** Heads of the columns: a click sorts, another turns the order round. The roles' letters stand for the bands. */
export function QuestionHead({ roles, sort, onSort, chosen, onChooseAll }: QuestionHeadProps) {
  const head = (column: QuestionColumn) => <Head column={column} sort={sort} onSort={onSort} />;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classNames(
        questionColumns,
        "sticky top-12 z-10 h-8 rounded-t-card border-b border-line bg-surface text-tiny font-[550] text-ink3",
      )}
    >
      <span role="columnheader" className={classNames("flex", isNotOnPhone)}>
        <input
          type="checkbox"
          aria-label="Choose all listed questions"
          className="size-3.5"
          checked={chosen === "all"}
          ref={(box) => {
            if (box) box.indeterminate = chosen === "some";
          }}
          onChange={(event) => onChooseAll(event.target.checked)}
        />
      </span>
      {head(questionHeads.index)}
      {head(questionHeads.question)}
      {head(questionHeads.gold)}
      <span role="columnheader" className={isNotOnPhone}>
        Tree: {roles.map((role) => role.letter).join(", ")}
      </span>
      {head(questionHeads.value)}
      {head(questionHeads.pairs)}
      {head(questionHeads.unknown)}
      {head(questionHeads.cost)}
      {head(questionHeads.status)}
    </div>
  );
}

type HeadProps = { column: QuestionColumn; sort: TreeSort; onSort: (sort: TreeSort) => void };

function Head({ column: { title, sorts, isRight = false, look }, sort, onSort }: HeadProps) {
  const [first, second] = sorts;
  const isOn = sort === first || sort === second;
  const isFalling = sort.startsWith("-");
  return (
    <span
      role="columnheader"
      aria-sort={isOn ? (isFalling ? "descending" : "ascending") : "none"}
      className={classNames("min-w-0", isRight && "text-right", look)}
    >
      <button
        type="button"
        onClick={() => onSort(sort === first ? second : first)}
        className={classNames(
          "inline-flex h-7 max-w-full items-center gap-0.5 hover:text-ink",
          isOn && "text-ink",
        )}
      >
        {isOn && isRight && <Arrow isFalling={isFalling} />}
        <span className="truncate">{title}</span>
        {isOn && !isRight && <Arrow isFalling={isFalling} />}
      </button>
    </span>
  );
}

function Arrow({ isFalling }: { isFalling: boolean }) {
  const Icon = isFalling ? ChevronDown : ChevronUp;
  return <Icon aria-hidden size={12} className="shrink-0" />;
}
