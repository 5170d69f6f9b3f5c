"use client";
import { useState } from "react";
import { RowLinks } from "@/components/export-record/row-links.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { CopyButton } from "@/components/tree/copy-button.tsx";
import type { ExportPreview } from "@/lib/http/wire/exports.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { dropWord } from "./drop-words.ts";
import { FunnelCard } from "./funnel-card.tsx";
import type { RecipePatch } from "./recipe-address.ts";

type PreviewCardProps = {
  preview: ExportPreview;
  roles: readonly RoleView[];
  isStale: boolean;
  onChange: (patch: RecipePatch) => void;
};

/** What the recipe leaves, what it drops and why, and the first row of each file. */
export function PreviewCard({ preview, roles, isStale, onChange }: PreviewCardProps) {
  const [file, setFile] = useState(0);
  const dropped = Object.entries(preview.dropped).toSorted(([, a], [, b]) => b - a);
  const sample = preview.samples[Math.min(file, preview.samples.length - 1)];
  const [worst] = dropped;
  return (
    <div
      className={classNames("flex min-w-0 flex-col gap-3.5 transition-[filter]", isStale && "saturate-50")}
      aria-busy={isStale}
    >
      <FunnelCard preview={preview} roles={roles} onChange={onChange} />
      <Card className="min-w-0">
        {sample === undefined ? (
          <EmptyNote
            title="No row is left"
            actions={
              worst &&
              dropWord(worst[0]).undo && (
                <Button onClick={() => onChange(dropWord(worst[0]).undo?.patch ?? {})}>
                  {dropWord(worst[0]).undo?.text}
                </Button>
              )
            }
          >
            {worst
              ? `Most were dropped as: ${dropWord(worst[0]).words} (${formatCount(worst[1])}).`
              : "The run has no node of these roles that is positive, and no pair."}
          </EmptyNote>
        ) : (
          <>
            <div role="tablist" aria-label="Files" className="border-line flex overflow-x-auto border-b px-2">
              {preview.samples.map((one, at) => (
                <button
                  key={one.file}
                  type="button"
                  role="tab"
                  aria-selected={one === sample}
                  onClick={() => setFile(at)}
                  className="text-small text-ink2 aria-selected:border-ink aria-selected:text-ink -mb-px border-b-2 border-transparent px-2.5 py-2 font-mono whitespace-nowrap pointer-coarse:min-h-11"
                >
                  {one.file.replace(/^data\//, "")}
                </button>
              ))}
            </div>
            <div className="text-small text-ink3 flex items-center justify-between gap-2 px-4 pt-2">
              <span className="flex flex-wrap items-center gap-x-3">
                first row {sample.place && <RowLinks place={sample.place} />}
              </span>
              <CopyButton text={JSON.stringify(sample.row)} label="Copy row" />
            </div>
            <pre
              role="region"
              aria-label="First row"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls is reached by keys
              tabIndex={0}
              className="text-small max-h-[420px] overflow-auto px-4 pt-1 pb-4 font-mono wrap-anywhere whitespace-pre-wrap"
            >
              {JSON.stringify(sample.row, null, 2)}
            </pre>
          </>
        )}
      </Card>
    </div>
  );
}
