"use client";
import { X } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { Path } from "@/lib/core/path.ts";
import type { SuppositionChange } from "@/lib/client/compare-suppositions.ts";
import type { SupposedPair } from "@/lib/client/suppose-tree.ts";
import type { Supposition } from "@/lib/client/supposition.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import type { useSaveTurned } from "./use-save-turned.ts";
import type { WhatIf } from "./use-what-if.ts";
import { WhatIfTable } from "./what-if-table.tsx";

type WhatIfPanelProps = {
  whatIf: WhatIf;
  shown: NonNullable<WhatIf["shown"]>;
  stored: TreeIndex;
  selected: Path;
  save: ReturnType<typeof useSaveTurned>;
  onSelect: (path: Path) => void;
};

const settings: readonly { readonly backup: Supposition["backup"]; readonly title: string }[] = [
  { backup: "mean", title: "Mean of the leaves" },
  { backup: "majority", title: "Majority of the children" },
];

/** What is tried, what it would change, and a second setting to compare with. Only turned leaves can be saved. */
export function WhatIfPanel({ whatIf, shown, stored, selected, save, onSelect }: WhatIfPanelProps) {
  const { tried, change } = shown;
  const place = stored.places.get(selected);
  const isLeaf = place?.kind === "node" && place.role.isLeaf;
  const turned = [...tried.turned];
  return (
    <section
      aria-label="What if"
      className="border-accent bg-surface rounded-card text-small mx-3 mb-2 max-h-[45%] shrink-0 overflow-y-auto border px-3 py-2 md:mx-4"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="text-accent text-body font-semibold">What if</h2>
        <label className="flex items-center gap-2">
          θ
          <input
            type="range"
            min={0}
            max={0.99}
            step={0.01}
            value={tried.threshold}
            disabled={tried.backup === "majority"}
            aria-valuetext={tried.threshold.toFixed(2)}
            onChange={(event) => whatIf.set({ threshold: Number(event.target.value) })}
            className="w-32 accent-(--accent)"
          />
          <b className="w-8">{tried.threshold.toFixed(2)}</b>
        </label>
        <div
          role="group"
          aria-label="Backup"
          className="rounded-control border-line2 inline-flex overflow-hidden border"
        >
          {settings.map(({ backup, title }) => (
            <button
              key={backup}
              type="button"
              aria-pressed={tried.backup === backup}
              onClick={() => whatIf.set({ backup })}
              className="aria-pressed:bg-ink aria-pressed:text-bg hover:bg-sunken min-h-6 px-2 pointer-coarse:min-h-11"
            >
              {title}
            </button>
          ))}
        </div>
        <Button size="sm" disabled={!isLeaf} onClick={() => whatIf.turn(selected)}>
          {isLeaf ? `Turn ${nameOf(place)}` : "Turn a leaf"} <Kbd>t</Kbd>
        </Button>
        <span className="flex-1" />
        <Button size="sm" onClick={whatIf.reset}>
          As it is
        </Button>
        <Button size="sm" variant="ghost" isIcon aria-label="Close what if (w)" onClick={whatIf.close}>
          <X aria-hidden size={14} />
        </Button>
      </div>
      <p role="status" className="mt-1.5">
        <b>
          {formatNoun(change.values.length, "value")} and {formatNoun(change.labels.length, "label")} would
          change
        </b>
        ; pairs: {change.gained.length} gained, {change.lost.length} lost in this tree.
      </p>
      <Pairs index={stored} change={change} onSelect={onSelect} />
      <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
        {turned.map(([path, verdict]) => (
          <button
            key={path}
            type="button"
            title="Take it back"
            onClick={() => whatIf.turn(path)}
            className="rounded-tag bg-accentbg text-accent min-h-6 px-2 pointer-coarse:min-h-11"
          >
            {nameOf(stored.places.get(path))} ({path}) as {verdict} ×
          </button>
        ))}
        {turned.length > 0 && (
          <Button
            size="sm"
            variant="primary"
            disabled={save.isPending}
            onClick={() => save.save(tried.turned, whatIf.reset)}
          >
            Save {formatNoun(turned.length, "override")}
          </Button>
        )}
        {save.canUndo && (
          <Button size="sm" disabled={save.isPending} onClick={save.undo}>
            Take {formatNoun(save.undoCount, "override")} back <Kbd>u</Kbd>
          </Button>
        )}
        <Button size="sm" onClick={whatIf.pin}>
          Pin this setting
        </Button>
        {shown.pinned && (
          <>
            <Button size="sm" onClick={whatIf.swap}>
              Switch with the pinned
            </Button>
            <Button size="sm" variant="ghost" onClick={whatIf.unpin}>
              Unpin
            </Button>
          </>
        )}
      </div>
      {save.error && <ErrorNote error={save.error} title="Not all overrides were saved" className="mt-1.5" />}
      {shown.pinned && <WhatIfTable shown={shown} />}
    </section>
  );
}

/** So many are listed without asking. */
const fewPairs = 8;

type PairsProps = { index: TreeIndex; change: SuppositionChange; onSelect: (path: Path) => void };

function Pairs({ index, change, onSelect }: PairsProps) {
  const lists: readonly { readonly word: string; readonly pairs: readonly SupposedPair[] }[] = [
    { word: "Gained", pairs: change.gained },
    { word: "Lost", pairs: change.lost },
  ];
  if (change.gained.length + change.lost.length === 0) return null;
  return (
    <details className="mt-1" open={change.gained.length + change.lost.length <= fewPairs}>
      <summary className="text-ink2">Which pairs</summary>
      {lists.map(({ word, pairs }) => (
        <p key={word} className="text-ink2 mt-1 flex flex-wrap gap-x-2">
          <b>{word}:</b>
          {pairs.length === 0 && "none"}
          {pairs.map(({ chosen, rejected }) => (
            <button
              key={`${chosen} ${rejected}`}
              type="button"
              className="hover:underline"
              onClick={() => onSelect(chosen)}
            >
              {nameOf(index.places.get(chosen))} over {nameOf(index.places.get(rejected))} ({chosen})
            </button>
          ))}
        </p>
      ))}
    </details>
  );
}
