"use client";
import { useMemo } from "react";
import { formatNoun } from "@/components/ui/format.ts";
import { diffTexts } from "@/lib/draw/diff-texts.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { TextPieces } from "./marked-text.tsx";

export type NamedNode = { readonly name: string; readonly node: TreeNode };

/** Two siblings beside each other (one above the other in a narrow panel), what differs marked on both. */
export function SiblingDiff({ mine, other }: { mine: NamedNode; other: NamedNode }) {
  const diff = useMemo(() => diffTexts(mine.node, other.node), [mine.node, other.node]);
  return (
    <div className="@container mt-2">
      <p className="text-small text-ink2 mb-1.5" role="status">
        {formatNoun(diff.changedWords, "word")} {diff.changedWords === 1 ? "differs" : "differ"}
      </p>
      <div className="divide-line border-line text-body max-@xl:divide-y grid rounded-[8px] border @xl:grid-cols-2 @xl:divide-x">
        {[
          { name: mine.name, pieces: diff.left },
          { name: other.name, pieces: diff.right },
        ].map(({ name, pieces }) => (
          <div key={name} className="flex min-w-0 gap-2.5 px-2.5 py-1.5">
            <span className="text-tiny text-ink3 w-5 shrink-0">{name}</span>
            <div dir="auto" className="min-w-0 flex-1 text-start wrap-anywhere whitespace-pre-wrap">
              <TextPieces pieces={pieces} />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
