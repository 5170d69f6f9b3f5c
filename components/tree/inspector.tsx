"use client";
import { lazy, Suspense, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import type { Path } from "@/lib/core/path.ts";
import { AnswerBox } from "./answer-box.tsx";
import { CopyButton } from "./copy-button.tsx";
import { CreditSteps } from "./credit-steps.tsx";
import { formatValue } from "./format-value.ts";
import { nameOf, type Place, type TreeIndex } from "./index-tree.ts";
import { kindOf, wordOf } from "./look-of-node.ts";
import { ModelText } from "./model-text.tsx";
import { NodeFacts } from "./node-facts.tsx";
import { NodePairs } from "./node-pairs.tsx";
import { NodeVotes } from "./node-votes.tsx";
import { OverrideForm } from "./override-form.tsx";
import { PlaceGlyph } from "./place-glyph.tsx";
import { QuestionPanel } from "./question-panel.tsx";
import { SiblingCompare } from "./sibling-compare.tsx";
import { useMarkWords } from "./use-mark-words.ts";

const NodeExports = lazy(async () => ({ default: (await import("./node-exports.tsx")).NodeExports }));
const PromptDialog = lazy(async () => ({ default: (await import("./prompt-dialog.tsx")).PromptDialog }));

type InspectorProps = {
  index: TreeIndex;
  /** The tree as it is stored, where `index` is a supposition: what is said of texts, verdicts and decisions. */
  stored: TreeIndex;
  selected: Path;
  against: Path | null;
  /** What is sought in the tree: marked in the text. */
  words: string;
  isOverriding: boolean;
  onOverriding: (isOpen: boolean) => void;
  onSelect: (path: Path) => void;
  onCompare: (path: Path) => void;
};

/** Everything about the selected place: text, answer, credit, siblings, pairs, prompt and facts. */
export function Inspector(props: InspectorProps) {
  const { index, selected } = props;
  const place = index.places.get(selected);
  if (place?.kind === "node") return <NodePanel key={place.node.id} {...props} place={place} />;
  if (place) return <EmptyPlace index={index} place={place} onSelect={props.onSelect} />;
  return <QuestionPanel index={index} onSelect={props.onSelect} />;
}

function Head({ index, place, children }: { index: TreeIndex; place: Place; children?: React.ReactNode }) {
  return (
    <div className="border-line bg-surface sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
      <RoleMark role={place.role} />
      <h2 aria-live="polite" className="text-section">
        {place.role.title} {nameOf(place)}
      </h2>
      <code className="text-ink3" title="path">
        {place.path}
      </code>
      <span className="flex-1" />
      <span className="flex items-center gap-1.5 text-[16px] font-semibold">
        <PlaceGlyph place={place} threshold={index.tree.threshold} />
        {place.kind === "node"
          ? kindOf(place.node, place.role) === "unknown"
            ? "unknown"
            : (formatValue(place.node) ?? "–")
          : ""}
      </span>
      {children}
    </div>
  );
}

function NodePanel({
  index,
  stored,
  place,
  selected,
  against,
  words,
  isOverriding,
  onOverriding,
  onSelect,
  onCompare,
}: InspectorProps & { place: Extract<Place, { kind: "node" }> }) {
  const { role } = place;
  const kept = stored.places.get(selected);
  const node = kept?.kind === "node" ? kept.node : place.node;
  const [isPromptOpen, setPromptOpen] = useState(false);
  const section = useRef<HTMLElement>(null);
  useMarkWords(section, words);
  const kind = kindOf(node, role, index.isGrown);
  return (
    <>
      <Head index={index} place={place}>
        <CopyButton isIcon text={node.text} label="Copy text (c)" />
        <CopyButton isIcon isLink text={() => location.href} label="Copy link (y)" />
      </Head>
      <section ref={section} className="border-line border-b px-4 py-3" aria-label="Text">
        {(node.incomplete || kind === "open" || node.finishReason === "length") && (
          <div className="mb-2 flex flex-wrap gap-1.5">
            {node.incomplete && <Tag tone="warn">{wordOf.unlabelled}</Tag>}
            {kind === "open" && <Tag>{wordOf.open}</Tag>}
            {node.finishReason === "length" && <Tag tone="warn">cut at the token limit</Tag>}
          </div>
        )}
        {node.reasoning && (
          <details className="rounded-control bg-sunken text-small mb-2 px-3 py-1.5">
            <summary className="text-ink2">
              Reasoning, {node.reasoning.length.toLocaleString("en-US")} characters (not part of the text)
            </summary>
            <div className="mt-1.5 wrap-anywhere whitespace-pre-wrap">{node.reasoning}</div>
          </details>
        )}
        <ModelText text={node.text} answer={node.answer} />
        <AnswerBox node={node} role={role} gold={index.tree.question.gold} />
        {role.isLeaf && <NodeVotes index={stored} node={node} />}
        {role.isLeaf && (
          <OverrideForm index={stored} node={node} isOpen={isOverriding} onOpenChange={onOverriding} />
        )}
      </section>
      <CreditSteps index={index} path={selected} onSelect={onSelect} />
      <SiblingCompare index={index} path={selected} against={against} onSelect={onSelect} />
      <NodePairs index={stored} node={node} onCompare={onCompare} />
      {index.isGrown && (
        <Suspense>
          <NodeExports treeId={stored.tree.id} nodeId={node.id} />
        </Suspense>
      )}
      <NodeFacts node={node}>
        <div>
          <dt className="text-tiny text-ink3">Prompt</dt>
          <dd>
            <Button size="sm" onClick={() => setPromptOpen(true)}>
              Show
            </Button>
          </dd>
        </div>
      </NodeFacts>
      <Suspense>
        {isPromptOpen && (
          <PromptDialog nodeId={node.id} name={nameOf(place)} isOpen onClose={() => setPromptOpen(false)} />
        )}
      </Suspense>
    </>
  );
}

function EmptyPlace({
  index,
  place,
  onSelect,
}: {
  index: TreeIndex;
  place: Exclude<Place, { kind: "node" }>;
  onSelect: (path: Path) => void;
}) {
  return (
    <>
      <Head index={index} place={place} />
      <section className="border-line border-b px-4 py-3">
        {place.kind === "asked" ? (
          <p className="text-ink2">Asked for: the endpoint is writing it now.</p>
        ) : (
          <>
            <p className="text-danger font-semibold">
              Failed for good after {place.part.attempts} {place.part.attempts === 1 ? "attempt" : "attempts"}
            </p>
            <p className="text-ink2 mt-1 wrap-anywhere">{place.part.message}</p>
            <p className="text-small text-ink3 mt-1">
              Code <code>{place.part.code}</code>. What stands above is incomplete: its value is the mean over
              the children that have one. Retry on the run’s page asks for failed parts only.
            </p>
          </>
        )}
      </section>
      <CreditSteps index={index} path={place.path} onSelect={onSelect} />
    </>
  );
}
