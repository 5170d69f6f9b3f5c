"use client";
import { lazy, Suspense } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { Path } from "@/lib/core/path.ts";
import { shorten } from "./draw-node.ts";
import { siblingsOf } from "./explain-credit.ts";
import { formatValue } from "./format-value.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import { PlaceGlyph } from "./place-glyph.tsx";
import { Section } from "./section.tsx";

// Comparing is asked for by a key: its library comes then.
const SiblingDiff = lazy(async () => ({ default: (await import("./sibling-diff.tsx")).SiblingDiff }));

type SiblingCompareProps = {
  index: TreeIndex;
  path: Path;
  /** The sibling that is compared with; null shows no difference. */
  against: Path | null;
  onSelect: (path: Path) => void;
};

/** The next sibling with a text after `against` (or after `path`), round the group; null without another. */
export function nextToCompare(index: TreeIndex, path: Path, against: Path | null): Path | null {
  const others = siblingsOf(index, path).filter(
    (other) => other !== path && index.places.get(other)?.kind === "node",
  );
  if (others.length === 0) return null;
  const at = against === null ? -1 : others.indexOf(against);
  return others[(at + 1) % others.length] ?? null;
}

/** The siblings as chips, and word by word what sets this one apart from another. */
export function SiblingCompare({ index, path, against, onSelect }: SiblingCompareProps) {
  const siblings = siblingsOf(index, path);
  const [mine, other] = [index.places.get(path), against === null ? undefined : index.places.get(against)];
  if (siblings.length < 2) return null;
  return (
    <Section
      title="Siblings"
      note={
        <span className="flex items-center gap-1.5">
          same prompt · {against === null ? "compare with the next" : `compared with ${nameOf(other)}`}{" "}
          <Kbd>d</Kbd>
        </span>
      }
    >
      <div className="grid grid-cols-[repeat(auto-fit,minmax(110px,1fr))] gap-1.5">
        {siblings.map((sibling) => {
          const place = index.places.get(sibling);
          const node = place?.kind === "node" ? place.node : null;
          const words = !node
            ? place?.kind === "failed"
              ? "failed"
              : "asked for"
            : place?.role.isLeaf
              ? node.answer
                ? shorten(node.answer.raw, 12)
                : "no answer"
              : (formatValue(node) ?? "–");
          return (
            <button
              key={sibling}
              type="button"
              aria-current={sibling === path}
              onClick={() => onSelect(sibling)}
              className={classNames(
                "flex h-[30px] min-w-0 items-center gap-1.5 rounded-control border px-2 text-small pointer-coarse:h-11",
                sibling === path
                  ? "border-accent bg-accentbg shadow-[inset_0_0_0_1px_var(--accent)]"
                  : "border-line2 hover:bg-sunken",
              )}
            >
              <PlaceGlyph place={place} threshold={index.tree.threshold} />
              <b>{nameOf(place)}</b>
              <code className="text-ink2 truncate">{words}</code>
            </button>
          );
        })}
      </div>
      {mine?.kind === "node" && other?.kind === "node" && (
        <Suspense fallback={<Skeleton className="mt-2 h-24" />}>
          <SiblingDiff
            mine={{ name: nameOf(mine), node: mine.node }}
            other={{ name: nameOf(other), node: other.node }}
          />
        </Suspense>
      )}
    </Section>
  );
}
