"use client";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatCount } from "@/components/ui/format.ts";
import type { ExportPreview } from "@/lib/http/wire/exports.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { dropWord, placeOfDrop } from "./drop-words.ts";
import { countRows } from "./count-rows.ts";
import type { RecipePatch } from "./recipe-address.ts";

type FunnelCardProps = {
  preview: ExportPreview;
  roles: readonly RoleView[];
  onChange: (patch: RecipePatch) => void;
};

/** Of these reasons it is trees that are counted, not rows. */
const ofTrees = new Set(["unfinished_trees", "gold_marked_wrong"]);

/** From all candidates to the rows that are written: a step a reason, with what is left after it, what undoes it and what it left out. */
export function FunnelCard({ preview, roles, onChange }: FunnelCardProps) {
  const [open, setOpen] = useState<string | null>(null);
  const rows = countRows(preview.counts);
  const dropped = Object.entries(preview.dropped);
  const steps = dropped
    .filter(([reason]) => !ofTrees.has(reason))
    .toSorted(([a], [b]) => placeOfDrop(a) - placeOfDrop(b));
  const all = rows + steps.reduce((sum, [, count]) => sum + count, 0);
  const left = steps.map((_, at) => all - steps.slice(0, at + 1).reduce((sum, [, count]) => sum + count, 0));
  const examples = open === null ? [] : (preview.droppedExamples[open] ?? []);
  return (
    <Card className="px-4 py-3">
      <ol
        aria-label="From candidates to rows"
        className="grid grid-cols-[repeat(auto-fill,minmax(118px,1fr))] gap-x-5 gap-y-3"
      >
        <Step title="All candidates" count={all} isLast={steps.length === 0}>
          <span className="text-ink3">of these kinds and roles</span>
        </Step>
        {steps.map(([reason, count], at) => {
          const { words, undo } = dropWord(reason);
          return (
            <Step
              key={reason}
              title={`Without ${words}`}
              count={left[at] ?? 0}
              isLast={at === steps.length - 1}
            >
              <button
                type="button"
                aria-expanded={open === reason}
                className="hover:text-ink underline decoration-dotted underline-offset-2 pointer-coarse:min-h-11"
                title={`Show some of what was left out: ${words}`}
                onClick={() => setOpen(open === reason ? null : reason)}
              >
                −{formatCount(count)}
              </button>
              {undo && (
                <button
                  type="button"
                  className="text-accent block text-left hover:underline pointer-coarse:min-h-11"
                  onClick={() => onChange(undo.patch)}
                >
                  {undo.text}
                </button>
              )}
            </Step>
          );
        })}
      </ol>
      {dropped
        .filter(([reason]) => ofTrees.has(reason))
        .map(([reason, count]) => (
          <p key={reason} className="text-small text-ink2 mt-2.5">
            Nothing is taken from {formatCount(count)} {dropWord(reason).words}.
          </p>
        ))}
      {open !== null && examples.length > 0 && (
        <section
          aria-label={`Left out: ${dropWord(open).words}`}
          className="border-line text-small mt-3 border-t pt-2.5"
        >
          <div className="flex items-center justify-between gap-2">
            <h3 className="font-[600]">Left out: {dropWord(open).words}, some of them</h3>
            <Button size="sm" variant="ghost" onClick={() => setOpen(null)}>
              Close
            </Button>
          </div>
          <ul className="mt-1 flex flex-col gap-1">
            {examples.map(({ kind, role, treeId, question, nodeIds: [node, against] }) => (
              <li key={treeId} className="flex min-w-0 gap-2">
                <span className="text-ink3 shrink-0 whitespace-nowrap">
                  {kind.toUpperCase()} {roles.find(({ name }) => name === role)?.title ?? role}
                </span>
                <Link
                  className="text-accent min-w-0 truncate hover:underline pointer-coarse:min-h-11"
                  href={`/trees/${treeId}${node ? `?node=${node}` : ""}${node && against ? `&against=${against}` : ""}`}
                >
                  {question}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}

type StepProps = { title: string; count: number; isLast: boolean; children: React.ReactNode };

function Step({ title, count, isLast, children }: StepProps) {
  return (
    <li className="border-line min-w-0 border-l pl-3 first:border-l-0 first:pl-0">
      <div className="text-tiny text-ink3 min-h-7 leading-[14px]">{title}</div>
      <div className={`text-[18px] leading-6 ${isLast ? "font-[700]" : "font-[600]"}`}>
        {formatCount(count)}
        {isLast && <span className="text-tiny text-ink2 ml-1 font-normal">rows</span>}
      </div>
      <div className="text-tiny text-ink2">{children}</div>
    </li>
  );
}
