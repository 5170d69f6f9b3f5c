"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import type { TreeIndex } from "./index-tree.ts";
import { verdictOf } from "./look-of-node.ts";
import type { QuestionSteps } from "./use-question-steps.ts";

export const treeViews = ["tree", "icicle", "outline"] as const;
export type TreeViewName = (typeof treeViews)[number];
const viewTitles: Readonly<Record<TreeViewName, string>> = {
  tree: "Tree",
  icicle: "Icicle",
  outline: "Outline",
};

type TreeBarProps = {
  index: TreeIndex;
  view: TreeViewName;
  onView: (view: TreeViewName) => void;
  hrefOf: (treeId: string) => string;
  steps: QuestionSteps;
  isSupposing: boolean;
  onWhatIf: () => void;
  /** The ways a tree leaves; they stand beside the views. */
  takeAway: React.ReactNode;
  find: React.ReactNode;
};

/** Which question this is, the way to its neighbours, what stands out, and how the tree is shown. */
export function TreeBar({
  index,
  view,
  onView,
  hrefOf,
  steps,
  isSupposing,
  onWhatIf,
  takeAway,
  find,
}: TreeBarProps) {
  const { tree } = index;
  return (
    <div className="border-line bg-surface flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1 md:px-4">
      <div className="flex items-center gap-1">
        <Step
          href={steps.previousTreeId === null ? null : hrefOf(steps.previousTreeId)}
          label="Previous question ([)"
        >
          <ChevronLeft aria-hidden size={14} />
        </Step>
        <Link
          href={`/runs/${tree.runId}${steps.listSearch}`}
          className="font-semibold whitespace-nowrap hover:underline"
        >
          Question {formatCount(tree.index + 1)}
        </Link>
        <span className="text-small text-ink3 whitespace-nowrap max-md:sr-only">{steps.place}</span>
        <Step href={steps.nextTreeId === null ? null : hrefOf(steps.nextTreeId)} label="Next question (])">
          <ChevronRight aria-hidden size={14} />
        </Step>
      </div>
      <Tags index={index} />
      <span className="flex-1" />
      {find}
      <Button
        size="sm"
        aria-pressed={isSupposing}
        onClick={onWhatIf}
        className="aria-pressed:border-accent aria-pressed:bg-accentbg aria-pressed:text-accent"
      >
        What if <Kbd>w</Kbd>
      </Button>
      {takeAway}
      <div
        role="group"
        aria-label="View"
        className="rounded-control border-line2 inline-flex h-7 overflow-hidden border pointer-coarse:h-11"
      >
        {treeViews.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={view === name}
            onClick={() => onView(name)}
            className={classNames(
              "px-[11px] text-small",
              view === name ? "bg-ink font-semibold text-bg" : "bg-surface text-ink2 hover:bg-sunken",
            )}
          >
            {viewTitles[name]}
          </button>
        ))}
      </div>
      <span className="text-small text-ink2 max-lg:hidden">
        switch <Kbd>i</Kbd>
      </span>
    </div>
  );
}

function Step({ href, label, children }: { href: string | null; label: string; children: React.ReactNode }) {
  const look = buttonClass({ variant: "ghost", size: "sm", isIcon: true });
  if (href === null) {
    return (
      <span aria-disabled className={look} aria-label={label} role="link">
        {children}
      </span>
    );
  }
  return (
    <Link href={href} prefetch aria-label={label} title={label} className={look}>
      {children}
    </Link>
  );
}

function Tags({ index }: { index: TreeIndex }) {
  const { tree } = index;
  const leaves = [...index.places.values()].flatMap((place) =>
    place.kind === "node" && place.role.isLeaf ? [place.node] : [],
  );
  const correct = leaves.filter((node) => verdictOf(node) === "correct").length;
  const unknown = leaves.filter((node) => verdictOf(node) === "unknown").length;
  const overridden = leaves.filter((node) => node.override !== null).length;
  const isDone = tree.status === "completed" || tree.status === "failed";
  const mix =
    leaves.length === 0
      ? null
      : correct === 0
        ? "all incorrect"
        : correct === leaves.length
          ? "all correct"
          : "mixed";
  return (
    <div className="flex flex-wrap items-center gap-1.5 max-md:order-last max-md:basis-full">
      {!isDone && <Tag tone="accent">{tree.status === "waiting" ? "waiting to grow" : "growing"}</Tag>}
      {mix && <Tag>{mix}</Tag>}
      {unknown > 0 && <Tag tone="warn">{unknown} unknown</Tag>}
      {overridden > 0 && <Tag tone="accent">{overridden} overridden</Tag>}
      {tree.failed.length > 0 && <Tag tone="danger">{formatNoun(tree.failed.length, "failed part")}</Tag>}
      {tree.isSimulated && <SimulatedBadge />}
    </div>
  );
}
