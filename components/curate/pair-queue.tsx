"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import type { DecisionVerdict, PairItem } from "@/lib/http/wire/pairs.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { stateWords } from "./verdicts.ts";

const marks: Readonly<Record<DecisionVerdict, string>> = { accept: "✓", reject: "✕", swap: "⇄", tie: "–", flag: "⚑" };

const placeOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

type PairQueueProps = {
  pairs: readonly PairItem[];
  total: number;
  roles: readonly RoleView[];
  current: number;
  onSelect: (pair: PairItem) => void;
  onNearEnd: () => void;
};

/** The pairs of the queue, only those in view drawn; a listbox with one tab stop. */
export function PairQueue({ pairs, total, roles, current, onSelect, onNearEnd }: PairQueueProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: pairs.length, getScrollElement: () => frame.current, estimateSize: () => 52, overscan: 8 });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (pairs.length > 0 && last >= pairs.length - 30) onNearEnd();
  }, [last, pairs.length, onNearEnd]);
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: "auto" });
  }, [current, virtual]);
  return (
    <div
      ref={frame}
      role="listbox"
      tabIndex={0}
      aria-label="Queue of pairs"
      {...(current >= 0 ? { "aria-activedescendant": `pair-${current}` } : {})}
      className="min-h-0 flex-1 overflow-y-auto max-md:max-h-56"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const pair = pairs[row.index];
          if (!pair) return null;
          const letter = roles.find((role) => role.name === pair.role)?.letter ?? "?";
          return (
            <div
              key={row.key}
              id={`pair-${row.index}`}
              role="option"
              aria-selected={row.index === current}
              aria-setsize={total}
              aria-posinset={row.index + 1}
              onClick={() => onSelect(pair)}
              className={classNames(
                "absolute inset-x-0 top-0 flex cursor-pointer items-center gap-2.5 border-b border-line px-3 hover:bg-sunken",
                row.index === current && "bg-accentbg shadow-[inset_3px_0_0_var(--accent)]",
              )}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <span className="w-4 shrink-0 text-center text-ink2" aria-label={pair.decision ? stateWords[pair.decision.verdict] : "undecided"}>
                {pair.decision ? marks[pair.decision.verdict] : ""}
              </span>
              <span className="min-w-0 flex-1">
                <span className="flex gap-2 text-small">
                  <b className="font-mono">
                    {letter}
                    {placeOf(pair.chosenPath)} › {letter}
                    {placeOf(pair.rejectedPath)}
                  </b>
                  <span className="ml-auto text-ink3">gap {pair.marginText}</span>
                </span>
                <span className="block truncate text-small text-ink2">{pair.question}</span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
