import Link from "next/link";
import { memo } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { formatCount } from "@/components/ui/format.ts";
import { Tag } from "@/components/ui/tag.tsx";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import type { Run, TreeItem } from "@/lib/http/wire/runs.ts";
import { MiniIcicle } from "./mini-icicle.tsx";

const columns =
  "grid grid-cols-[44px_minmax(0,1fr)_76px_60px] items-center gap-x-3 px-3 md:grid-cols-[52px_minmax(0,1fr)_92px_116px_84px_52px_minmax(110px,190px)]";

/** Heads of the columns; the letters of the roles stand for the bands. */
export function QuestionHead({ run }: { run: Run }) {
  return (
    <div
      className={classNames(columns, "h-8 border-b border-line text-tiny font-[550] text-ink3")}
      aria-hidden
    >
      <span>No.</span>
      <span>Question</span>
      <span className="text-right max-md:hidden">Gold</span>
      <span className="max-md:hidden">Tree: {run.roles.map((role) => role.letter).join(", ")}</span>
      <span>Value</span>
      <span className="text-right">Pairs</span>
      <span className="max-md:hidden">Notes</span>
    </div>
  );
}

type QuestionRowProps = { run: Run; tree: TreeItem; threshold: number; isCurrent: boolean };

/** A question: its tree in small, what it is worth, and what stands out. */
export const QuestionRow = memo(function QuestionRow({ run, tree, threshold, isCurrent }: QuestionRowProps) {
  const pairs = Object.values(tree.pairs).reduce((sum, count) => sum + count, 0);
  const isDone = tree.status === "completed" || tree.status === "failed";
  return (
    <div
      className={classNames(
        "relative border-b border-line hover:bg-sunken",
        isCurrent && "bg-accentbg shadow-[inset_3px_0_0_var(--accent)]",
      )}
    >
      <div className={classNames(columns, "h-11")}>
        <span className="text-ink2">{formatCount(tree.index + 1)}</span>
        <Link
          href={`/trees/${tree.id}`}
          dir="auto"
          className="truncate text-start after:absolute after:inset-0 hover:underline"
        >
          {tree.question}
        </Link>
        <code dir="auto" className="truncate text-right max-md:hidden" title={tree.gold}>
          {tree.gold}
        </code>
        <span className="max-md:hidden">
          <MiniIcicle
            roles={run.roles}
            tree={tree}
            branching={run.config?.branching ?? null}
            threshold={threshold}
          />
        </span>
        <span className="flex items-center gap-1.5 font-semibold whitespace-nowrap">
          {isDone || tree.value !== null ? (
            <>
              <ValueGlyph value={tree.value} threshold={threshold} />
              {valueWords(tree)}
            </>
          ) : (
            <span className="text-small text-ink3 font-normal">
              {tree.status === "waiting" ? "waiting" : `${tree.nodesDone} of ${tree.nodesTotal}`}
            </span>
          )}
        </span>
        <span className="text-right font-semibold">{formatCount(pairs)}</span>
        <span className="flex gap-1 overflow-hidden max-md:hidden">
          {tree.status === "failed" && <Tag tone="danger">failed parts</Tag>}
          {tree.unknownLeaves > 0 && <Tag tone="warn">{tree.unknownLeaves} unknown</Tag>}
          {tree.overrides > 0 && <Tag tone="accent">{tree.overrides} overridden</Tag>}
          {tree.disagreements > 0 && (
            <Tag
              tone="accent"
              // Above the row's link, so that the pointer finds the title.
              className="relative z-10"
              title="Nodes whose own answer has one verdict while their label, from the leaves below, says the other"
            >
              {tree.disagreements} own {tree.disagreements === 1 ? "verdict" : "verdicts"} ≠ label
            </Tag>
          )}
        </span>
      </div>
      {tree.hits && tree.hits.length > 0 && (
        <p className="text-small text-ink2 relative truncate px-3 pb-1 pl-[76px]">
          {tree.hits.slice(0, 3).map((hit) => (
            <Link
              key={hit.nodeId}
              href={`/trees/${tree.id}?node=${encodeURIComponent(hit.nodeId)}`}
              className="hover:text-accent mr-4 hover:underline"
            >
              {hit.snippet}
            </Link>
          ))}
        </p>
      )}
    </div>
  );
});

/** Over the leaves where that is the same number, as the tree prints it: 10/27 and not 10/27 reduced. */
function valueWords(tree: TreeItem): string {
  if (tree.valueText === null) return "–";
  const [top = "0", bottom = "1"] = tree.valueText.split("/");
  const isPooled =
    tree.leaves > 0 && BigInt(top) * BigInt(tree.leaves) === BigInt(bottom) * BigInt(tree.correctLeaves);
  return isPooled && tree.status !== "failed" ? `${tree.correctLeaves}/${tree.leaves}` : tree.valueText;
}
