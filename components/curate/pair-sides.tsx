"use client";
import { useMemo } from "react";
import { Card } from "@/components/ui/card.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { Tag } from "@/components/ui/tag.tsx";
import { formatValue } from "@/components/tree/format-value.ts";
import { nameOf, type TreeIndex } from "@/components/tree/index-tree.ts";
import { TextPieces } from "@/components/tree/marked-text.tsx";
import { PlaceGlyph } from "@/components/tree/place-glyph.tsx";
import type { TextPiece } from "@/lib/draw/cut-text.ts";
import { diffTexts } from "@/lib/draw/diff-texts.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";

type PairSidesProps = { index: TreeIndex; chosen: TreeNode; rejected: TreeNode };

/** The two texts beside each other; what differs is marked in one hue on both sides, so that nothing hints at the value. */
export function PairSides({ index, chosen, rejected }: PairSidesProps) {
  const diff = useMemo(() => diffTexts(chosen, rejected), [chosen, rejected]);
  return (
    <div className="grid min-h-0 flex-1 gap-3.5 md:grid-cols-2">
      <Side index={index} node={chosen} word="Chosen" pieces={diff.left} />
      <Side index={index} node={rejected} word="Rejected" pieces={diff.right} />
    </div>
  );
}

function Side({
  index,
  node,
  word,
  pieces,
}: {
  index: TreeIndex;
  node: TreeNode;
  word: string;
  pieces: readonly TextPiece[];
}) {
  const place = index.places.get(node.path);
  const differ = pieces.reduce(
    (sum, piece) => (piece.isChanged ? sum + (piece.text.match(/\S+/g)?.length ?? 0) : sum),
    0,
  );
  return (
    <Card className="flex min-h-0 min-w-0 flex-col">
      <div className="border-line flex min-h-11 flex-wrap items-center gap-2 border-b px-4 py-1.5">
        <h2 className="text-section">
          {word} · {nameOf(place)}
        </h2>
        {node.completionTokens !== null && (
          <span className="text-small text-ink3">
            {formatCount(node.completionTokens)} tokens{node.isEstimated ? " (est.)" : ""}
          </span>
        )}
        <span className="ml-auto flex items-center gap-1.5 font-semibold">
          <PlaceGlyph place={place} threshold={index.tree.threshold} />
          {formatValue(node) ?? "–"}
        </span>
      </div>
      <div
        className="min-h-0 flex-1 overflow-y-auto px-4 py-3.5"
        aria-label={`Text of ${nameOf(place)}`}
        role="region"
      >
        <div className="text-curate max-w-[68ch] wrap-anywhere whitespace-pre-wrap">
          {node.text === "" ? (
            <span className="text-ink3">(an empty text)</span>
          ) : (
            <TextPieces pieces={pieces} />
          )}
        </div>
      </div>
      <div className="border-line text-small text-ink2 flex min-h-9 flex-wrap items-center gap-x-3.5 border-t px-4 py-1.5">
        {node.answer && (
          <span className="min-w-0 truncate">
            extracted <b className="font-mono">{node.answer.raw}</b>
          </span>
        )}
        {node.claim && <span>claims {node.claim}</span>}
        <span>finish: {node.finishReason ?? "–"}</span>
        {node.finishReason === "length" && <Tag tone="warn">cut</Tag>}
        <span className="ml-auto">
          {differ === 1 ? "1 word differs" : `${formatCount(differ)} words differ`}
        </span>
      </div>
    </Card>
  );
}
