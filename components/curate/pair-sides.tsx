"use client";
import { Lock } from "lucide-react";
import { lazy, type RefObject, Suspense, useMemo } from "react";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { formatCount } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { useStoredText } from "@/components/ui/use-stored-text.ts";
import { formatValue } from "@/components/tree/format-value.ts";
import { nameOf, type TreeIndex } from "@/components/tree/index-tree.ts";
import { TextPieces } from "@/components/tree/marked-text.tsx";
import { PlaceGlyph } from "@/components/tree/place-glyph.tsx";
import type { TextPiece } from "@/lib/draw/cut-text.ts";
import { diffTexts } from "@/lib/draw/diff-texts.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { useAlignedScroll } from "./use-aligned-scroll.ts";

const MarkdownText = lazy(async () => ({
  default: (await import("@/components/tree/markdown-text.tsx")).MarkdownText,
}));

type PairSidesProps = {
  index: TreeIndex;
  left: TreeNode;
  right: TreeNode;
  /** The node that credit chose. */
  chosenNodeId: string;
  isBlind: boolean;
  isHidden: boolean;
  /** The node that a person chose and has not confirmed. */
  pickedNodeId: string | null;
};

const views = ["diff", "read"] as const;
/** A rendered text has no lines of the written one. */
const noLines: readonly [number, number][] = [];
const viewWords = { diff: "Word diff", read: "Rendered" };

/** The two texts beside each other; what differs is marked in one hue on both sides, so that nothing hints at the value. */
export function PairSides({
  index,
  left,
  right,
  chosenNodeId,
  isBlind,
  isHidden,
  pickedNodeId,
}: PairSidesProps) {
  const diff = useMemo(() => diffTexts(left, right), [left, right]);
  const [stored, store] = useStoredText("malthouse.pair-view", "diff");
  const view = stored === "read" ? "read" : "diff";
  useHotkeys({ r: () => store(view === "read" ? "diff" : "read") });
  const panes = useAlignedScroll(view === "read" ? noLines : diff.lines);
  const sides = [
    { node: left, letter: "A", pieces: diff.left, pane: panes.left },
    { node: right, letter: "B", pieces: diff.right, pane: panes.right },
  ];
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <div role="group" aria-label="Texts" className="flex items-center gap-1.5">
        {views.map((one) => (
          <Chip key={one} isOn={view === one} onClick={() => store(one)}>
            {viewWords[one]}
          </Chip>
        ))}
        <Kbd>r</Kbd>
      </div>
      <div className="grid min-h-0 flex-1 gap-3.5 md:grid-cols-2">
        {sides.map(({ node, letter, pieces, pane }) => (
          <Side
            key={node.id}
            paneRef={pane}
            index={index}
            node={node}
            title={isHidden ? letter : titleOf(index, node, isBlind ? letter : null, chosenNodeId)}
            pieces={pieces}
            isRendered={view === "read"}
            isHidden={isHidden}
            isPicked={pickedNodeId === node.id}
          />
        ))}
      </div>
    </div>
  );
}

function titleOf(index: TreeIndex, node: TreeNode, letter: string | null, chosenNodeId: string): string {
  const name = nameOf(index.places.get(node.path));
  const word = node.id === chosenNodeId ? "Chosen" : "Rejected";
  return letter === null ? `${word} · ${name}` : `${letter} · ${word.toLowerCase()} by credit · ${name}`;
}

type SideProps = {
  paneRef: RefObject<HTMLDivElement | null>;
  index: TreeIndex;
  node: TreeNode;
  title: string;
  pieces: readonly TextPiece[];
  isRendered: boolean;
  isHidden: boolean;
  isPicked: boolean;
};

function Side({ paneRef, index, node, title, pieces, isRendered, isHidden, isPicked }: SideProps) {
  const place = index.places.get(node.path);
  const differ = pieces.reduce(
    (sum, piece) => (piece.isChanged ? sum + (piece.text.match(/\S+/g)?.length ?? 0) : sum),
    0,
  );
  const plain = (
    <div dir="auto" className="text-curate max-w-[68ch] text-start wrap-anywhere whitespace-pre-wrap">
      {node.text === "" ? <span className="text-ink3">(an empty text)</span> : <TextPieces pieces={pieces} />}
    </div>
  );
  return (
    <Card
      className={classNames("flex min-h-0 min-w-0 flex-col", isPicked && "outline-accent outline-2")}
      data-picked={isPicked || undefined}
    >
      <div className="border-line flex min-h-11 flex-wrap items-center gap-2 border-b px-4 py-1.5">
        <h2 className="text-section">{title}</h2>
        {isPicked && <Tag tone="accent">your choice</Tag>}
        {node.completionTokens !== null && (
          <span className="text-small text-ink3">
            {formatCount(node.completionTokens)} tokens{node.isEstimated ? " (est.)" : ""}
          </span>
        )}
        {isHidden ? (
          <span className="text-small text-ink3 ml-auto flex items-center gap-1.5">
            <Lock aria-hidden size={12} /> value hidden
          </span>
        ) : (
          <span className="ml-auto flex items-center gap-1.5 font-semibold">
            <PlaceGlyph place={place} threshold={index.tree.threshold} />
            {formatValue(node) ?? "–"}
          </span>
        )}
      </div>
      <div
        ref={paneRef}
        className="min-h-0 flex-1 overflow-y-auto px-4 py-3.5"
        aria-label={`Text of ${isHidden ? title : nameOf(place)}`}
        role="region"
      >
        {isRendered && node.text !== "" ? (
          <Suspense fallback={plain}>
            <MarkdownText text={node.text} answer={node.answer} />
          </Suspense>
        ) : (
          plain
        )}
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
