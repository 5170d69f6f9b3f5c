"use client";
import { lazy, Suspense } from "react";
import { AnswerBox } from "@/components/tree/answer-box.tsx";
import { formatValue } from "@/components/tree/format-value.ts";
import { nameOf, type TreeIndex } from "@/components/tree/index-tree.ts";
import { PlaceGlyph } from "@/components/tree/place-glyph.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { Path } from "@/lib/core/path.ts";
import { SideMark } from "./side-mark.tsx";

const SiblingDiff = lazy(async () => ({
  default: (await import("@/components/tree/sibling-diff.tsx")).SiblingDiff,
}));

type NodePairProps = { readonly a: TreeIndex; readonly b: TreeIndex; readonly path: Path };

/** The texts at one path in both trees, word by word, with their values, answers and verdicts. */
export function NodePair({ a, b, path }: NodePairProps) {
  const [left, right] = [a.places.get(path), b.places.get(path)];
  const named = left ?? right;
  if (path === "" || !named)
    return (
      <p className="text-ink2 px-4 py-3">
        Choose a node in one of the trees: the one at the same place in the other is shown beside it.
      </p>
    );
  const sides = [
    { side: "A" as const, index: a, place: left },
    { side: "B" as const, index: b, place: right },
  ];
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="text-section flex items-center gap-2" aria-live="polite">
          <RoleMark role={named.role} /> {named.role.title} {nameOf(named)}
        </h2>
        {sides.map(({ side, index, place }) => (
          <span key={side} className="flex items-center gap-1.5">
            <SideMark side={side} />
            <PlaceGlyph place={place} threshold={index.tree.threshold} />
            <b>{place?.kind === "node" ? (formatValue(place.node) ?? "–") : "nothing here"}</b>
          </span>
        ))}
      </div>
      {left?.kind === "node" && right?.kind === "node" && (
        <Suspense fallback={<Skeleton className="mt-2 h-24" />}>
          <SiblingDiff mine={{ name: "A", node: left.node }} other={{ name: "B", node: right.node }} />
        </Suspense>
      )}
      <div className="grid gap-x-4 md:grid-cols-2">
        {sides.map(({ side, index, place }) => (
          <div key={side} className="min-w-0">
            {place?.kind === "node" && (left?.kind !== "node" || right?.kind !== "node") && (
              <p className="mt-2 wrap-anywhere whitespace-pre-wrap">{place.node.text}</p>
            )}
            {place?.kind === "node" && (
              <AnswerBox node={place.node} role={place.role} gold={index.tree.question.gold} />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
