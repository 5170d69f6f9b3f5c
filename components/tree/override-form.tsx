"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatMoment, formatNoun } from "@/components/ui/format.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { useAuthor } from "@/components/curate/use-author.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { focusTree } from "./focus-tree.ts";
import { formatValue } from "./format-value.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import { OverrideChoices } from "./override-choices.tsx";
import { useOverride, type OverrideChange } from "./use-override.ts";

type OverrideFormProps = {
  index: TreeIndex;
  node: TreeNode;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** A person's word on a leaf: what it is now, three verdicts, a reason, what the change did, and undo. */
export function OverrideForm({ index, node, isOpen, onOpenChange }: OverrideFormProps) {
  const [reason, setReason] = useState("");
  const [author, setAuthor] = useAuthor();
  const override = useOverride(index.tree);
  const { data } = override;
  const changed = data && data.node.id === node.id ? data : null;
  // The form goes away, and the focus must not go with it.
  const close = (): void => {
    onOpenChange(false);
    focusTree();
  };
  const save = (verdict: Verdict | null, why = reason): void =>
    override.mutate(
      { node, verdict, reason: why },
      {
        onSuccess: () => {
          setReason("");
          close();
        },
      },
    );
  const undo = (): void => {
    if (changed && !override.isPending)
      save(changed.node.override?.verdict ?? null, changed.node.override?.reason ?? "");
  };
  useHotkeys(changed ? { u: undo } : {});
  return (
    <div className="mt-2.5">
      {node.override && (
        <div className="text-small text-ink2 mb-2 flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1 wrap-anywhere">
            <span className="bg-accent mr-1.5 inline-block size-1.5 rounded-full align-middle" aria-hidden />
            Overridden: <b>{node.override.verdict}</b> by {node.override.author ?? "somebody without a name"},{" "}
            {formatMoment(node.override.at)}
            {node.override.reason && ` – “${node.override.reason}”`}.
          </span>
          <Button size="sm" disabled={override.isPending} onClick={() => save(null)}>
            Remove override
          </Button>
        </div>
      )}
      {!isOpen && (
        <Button size="sm" onClick={() => onOpenChange(true)}>
          Override <Kbd>o</Kbd>
        </Button>
      )}
      {isOpen && (
        <div
          className="rounded-control border-line flex flex-col gap-2 border p-2.5"
          role="group"
          aria-label="Override the verdict"
        >
          <Field label="Why (kept with the override)">
            {(control) => (
              <Input
                {...control}
                autoFocus
                value={reason}
                maxLength={5000}
                placeholder="the judge read the wrong number"
                onChange={(event) => setReason(event.target.value)}
                onKeyDown={(event) => event.key === "Escape" && close()}
              />
            )}
          </Field>
          <Field label="Your name">
            {(control) => (
              <Input
                {...control}
                value={author}
                maxLength={200}
                placeholder="remembered in this browser"
                onChange={(event) => setAuthor(event.target.value)}
              />
            )}
          </Field>
          <OverrideChoices
            index={index}
            node={node}
            isDisabled={override.isPending}
            onChoose={save}
            onCancel={close}
          />
        </div>
      )}
      {override.error && (
        <ErrorNote error={override.error} title="The override was not saved" className="mt-2" />
      )}
      {changed && <WhatChanged index={index} change={changed} onUndo={undo} />}
    </div>
  );
}

function WhatChanged({
  index,
  change,
  onUndo,
}: {
  index: TreeIndex;
  change: OverrideChange;
  onUndo: () => void;
}) {
  const { changed, pairs } = change.result;
  const names = changed.map(({ nodeId, before, after }) => {
    const node = index.byId.get(nodeId);
    const place = node ? index.places.get(node.path) : undefined;
    return `${place ? nameOf(place) : "?"} ${node ? `(${node.path}) ` : ""}${valueOf(change.before.get(nodeId), before)} → ${valueOf(node, after)}`;
  });
  return (
    <div role="status" className="rounded-control bg-accentbg text-small mt-2 p-2.5">
      <p className="font-semibold">
        {changed.length === 0 ? "No value changed" : `${formatNoun(changed.length, "value")} changed`}; pairs:{" "}
        {pairs.added} gained, {pairs.removed} lost
      </p>
      {names.length > 0 && <p className="text-ink2">{names.join(" · ")}</p>}
      <Button size="sm" className="mt-1.5" onClick={onUndo}>
        Undo <Kbd>u</Kbd>
      </Button>
    </div>
  );
}

/** The fraction of a node that has this value; of a value without one, as where a what-if is shown, the decimal. */
function valueOf(node: TreeNode | undefined, value: number | null): string {
  if (value === null) return "none";
  const isSame = node && node.value !== null && Math.abs(node.value - value) < 1e-9;
  return (isSame ? formatValue(node) : null) ?? String(Math.round(value * 1000) / 1000);
}
