"use client";
import { Lock } from "lucide-react";
import { useState, type RefObject } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { nameOf, type TreeIndex } from "@/components/tree/index-tree.ts";
import { MarkedText } from "@/components/tree/marked-text.tsx";
import { PromptDialog } from "@/components/tree/prompt-dialog.tsx";
import { ancestorPaths } from "@/lib/core/path.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";

type PairContextProps = {
  index: TreeIndex;
  node: TreeNode;
  foldRef: RefObject<HTMLDetailsElement | null>;
  /** Whether the gold is kept back until the person has chosen. */
  isHidden: boolean;
};

/** What both siblings were asked, folded: the question and the texts above them. */
export function PairContext({ index, node, foldRef, isHidden }: PairContextProps) {
  const [isPromptOpen, setPromptOpen] = useState(false);
  const above = ancestorPaths(node.path).flatMap((path) => index.places.get(path) ?? []);
  const role = index.tree.roles.find((one) => one.name === node.role);
  const { question } = index.tree;
  return (
    <Card className="shrink-0">
      <details ref={foldRef}>
        <summary className="flex min-h-10 items-center gap-2 px-3.5 py-1.5">
          {role && <RoleMark role={role} />}
          <span className="min-w-0 flex-1 truncate">
            <b>Prompt</b>{" "}
            <span className="text-ink2">
              {["question", ...above.map(nameOf)].join(" + ")} · {question.text}
            </span>
          </span>
          <span className="text-small text-ink3 shrink-0">
            Gold{" "}
            {isHidden ? (
              <span className="inline-flex items-center gap-1">
                <Lock aria-hidden size={12} /> hidden
              </span>
            ) : (
              <b className="text-ink">
                {question.gold.length > 24 ? `${question.gold.slice(0, 24)}…` : question.gold}
              </b>
            )}
          </span>
          <Kbd>e</Kbd>
        </summary>
        <div className="border-line max-h-[40dvh] overflow-y-auto border-t px-3.5 py-3">
          <h3 className="text-small text-ink2 mb-1 font-semibold">Question</h3>
          <div className="text-read max-w-[68ch] wrap-anywhere whitespace-pre-wrap">{question.text}</div>
          {above.map((place) =>
            place.kind === "node" ? (
              <section key={place.path} className="mt-3">
                <h3 className="text-small text-ink2 mb-1 font-semibold">
                  {place.role.title} {nameOf(place)}
                </h3>
                <MarkedText text={place.node.text} answer={place.node.answer} />
              </section>
            ) : null,
          )}
          <Button size="sm" className="mt-3" onClick={() => setPromptOpen(true)}>
            Exactly what was sent
          </Button>
        </div>
      </details>
      <PromptDialog
        nodeId={node.id}
        name={nameOf(index.places.get(node.path))}
        isOpen={isPromptOpen}
        onClose={() => setPromptOpen(false)}
      />
    </Card>
  );
}
