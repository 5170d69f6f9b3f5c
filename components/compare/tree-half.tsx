"use client";
import Link from "next/link";
import { useRef, useState } from "react";
import { formatValue } from "@/components/tree/format-value.ts";
import { IcicleView } from "@/components/tree/icicle-view.tsx";
import type { TreeIndex } from "@/components/tree/index-tree.ts";
import { initialFolds } from "@/components/tree/initial-folds.ts";
import { TreeCanvas, type TreeCanvasHandle } from "@/components/tree/tree-canvas.tsx";
import { Button } from "@/components/ui/button.tsx";
import type { Path } from "@/lib/core/path.ts";
import { searchOf } from "@/lib/client/search-of.ts";
import { SideMark } from "./side-mark.tsx";

type TreeHalfProps = {
  readonly side: "A" | "B";
  readonly index: TreeIndex;
  /** Selected in both trees; a place that this one lacks is selected nowhere. */
  readonly selected: Path;
  readonly view: "tree" | "icicle";
  readonly onSelect: (path: Path) => void;
};

const nothing: ReadonlySet<Path> = new Set();

/** Mean over the first row, as the tree's value; printed from whole leaves. */
function rightWords({ tree, depths }: TreeIndex): string {
  const leaves = tree.nodes.filter(({ depth }) => depth === depths);
  const right = leaves.filter((node) => formatValue(node) === "1").length;
  return `${right} of ${leaves.length} leaves right`;
}

/** One of the two trees, drawn as on its own page. */
export function TreeHalf({ side, index, selected, view, onSelect }: TreeHalfProps) {
  const [folded, setFolded] = useState<ReadonlySet<Path>>(() => initialFolds(index));
  const canvas = useRef<TreeCanvasHandle>(null);
  const here = index.places.has(selected) ? selected : "";
  const toggle = (path: Path): void =>
    setFolded((known) => {
      const next = new Set(known);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  const { tree } = index;
  return (
    <section
      aria-label={`Tree ${side}`}
      className="border-line flex min-h-0 min-w-0 flex-1 flex-col max-md:h-[360px] max-md:flex-none max-md:border-b md:border-r md:last:border-r-0"
    >
      <header className="border-line bg-surface flex min-h-11 items-center gap-2 border-b px-3">
        <SideMark side={side} />
        <Link
          href={`/trees/${tree.id}${searchOf({ node: here })}`}
          className="text-accent min-w-0 truncate font-semibold hover:underline"
        >
          {tree.runName}
        </Link>
        <span className="text-ink2 whitespace-nowrap">{rightWords(index)}</span>
        <span className="flex-1" />
        {view === "tree" && (
          <Button variant="ghost" size="sm" onClick={() => canvas.current?.fit()}>
            Fit
          </Button>
        )}
      </header>
      {view === "tree" ? (
        <TreeCanvas
          handle={canvas}
          index={index}
          selected={here}
          folded={folded}
          onSelect={onSelect}
          onToggle={toggle}
        />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col px-3 py-2">
          <IcicleView
            index={index}
            selected={here}
            focus=""
            folded={nothing}
            found={nothing}
            onSelect={onSelect}
            onFocus={() => undefined}
          />
        </div>
      )}
    </section>
  );
}
