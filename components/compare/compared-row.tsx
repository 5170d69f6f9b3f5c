import Link from "next/link";
import { memo } from "react";
import { MiniIcicle } from "@/components/run/mini-icicle.tsx";
import { valueWords } from "@/components/run/value-words.ts";
import { classNames } from "@/components/ui/class-names.ts";
import { formatCount } from "@/components/ui/format.ts";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import type { ComparedQuestion, ComparedTree, Comparison } from "@/lib/http/wire/compare.ts";
import { formatChange } from "./measure-words.ts";

export const comparedColumns =
  "grid items-center gap-x-3 px-3 md:px-4 grid-cols-[minmax(0,1fr)_70px_70px_52px] md:grid-cols-[44px_minmax(0,1fr)_84px_190px_190px_64px_76px]";

const pairsOf = ({ pairs }: ComparedTree): number =>
  Object.values(pairs).reduce((sum, count) => sum + count, 0);

type SideProps = { readonly tree: ComparedTree; readonly comparison: Comparison };

function Side({ tree, comparison: { threshold, a } }: SideProps) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="max-md:hidden">
        <MiniIcicle roles={a.roles} tree={tree} branching={null} threshold={threshold} />
      </span>
      <span className="flex items-center gap-1.5 font-semibold whitespace-nowrap">
        <ValueGlyph value={tree.value} threshold={threshold} />
        {valueWords(tree)}
      </span>
    </span>
  );
}

type ComparedRowProps = {
  readonly question: ComparedQuestion;
  readonly comparison: Comparison;
  readonly href: string;
  readonly isCurrent: boolean;
};

/** A question with both trees in small and what became of its value; the whole row leads to both trees. */
export const ComparedRow = memo(function ComparedRow({
  question: { question, gold, change, flip, a, b },
  comparison,
  href,
  isCurrent,
}: ComparedRowProps) {
  return (
    <div
      className={classNames(
        "border-line hover:bg-sunken relative border-b",
        isCurrent && "bg-accentbg shadow-[inset_3px_0_0_var(--accent)]",
      )}
    >
      <div className={classNames(comparedColumns, "h-11")}>
        <span className="text-ink2 max-md:hidden">{formatCount(a.index + 1)}</span>
        <Link
          href={href}
          dir="auto"
          className="truncate text-start after:absolute after:inset-0 hover:underline"
        >
          {question}
        </Link>
        <code dir="auto" className="truncate text-right max-md:hidden" title={gold}>
          {gold}
        </code>
        <Side tree={a} comparison={comparison} />
        <Side tree={b} comparison={comparison} />
        <span className={classNames("text-right font-semibold", flip === "same" && "text-ink2 font-normal")}>
          {formatChange("value", change)}
        </span>
        <span className="text-ink2 text-right whitespace-nowrap max-md:hidden">
          {formatCount(pairsOf(a))} → {formatCount(pairsOf(b))}
        </span>
      </div>
    </div>
  );
});
