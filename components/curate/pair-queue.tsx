"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Lock } from "lucide-react";
import { useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import type { DecisionVerdict, PairItem } from "@/lib/http/wire/pairs.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { stateWords } from "./verdicts.ts";

const marks: Readonly<Record<DecisionVerdict, string>> = {
  accept: "✓",
  reject: "✕",
  swap: "⇄",
  tie: "–",
  flag: "⚑",
};

const placeOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** "G1 › G2", chosen first; while that is hidden, by place among siblings. */
function namesOf({ chosenPath, rejectedPath }: PairItem, letter: string, isHidden: boolean): string {
  const places = [placeOf(chosenPath), placeOf(rejectedPath)];
  if (isHidden) places.sort((a, b) => Number(a) - Number(b));
  return places.map((place) => `${letter}${place}`).join(isHidden ? " · " : " › ");
}

/** "G1 V2", what both siblings answer to; empty where that is the question alone. */
function parentOf({ chosenPath }: PairItem, roles: readonly RoleView[]): string {
  const places = chosenPath.split(".").slice(0, -1);
  return places.map((place, above) => `${letterAt(roles, above + 1)}${place}`).join(" ");
}

const letterAt = (roles: readonly RoleView[], depth: number): string =>
  roles.find((role) => role.depth === depth)?.letter ?? "?";

type PairQueueProps = {
  pairs: readonly PairItem[];
  total: number;
  roles: readonly RoleView[];
  current: number;
  /** Whether a pair's values, and what others said of it, are kept back. */
  isHidden: (pair: PairItem) => boolean;
  onSelect: (pair: PairItem) => void;
  onNearEnd: () => void;
};

/** The pairs of the queue, only those in view drawn; a listbox whose one tab stop moves with the arrows. */
export function PairQueue({ pairs, total, roles, current, isHidden, onSelect, onNearEnd }: PairQueueProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 52,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (pairs.length > 0 && last >= pairs.length - 30) onNearEnd();
  }, [last, pairs.length, onNearEnd]);
  useEffect(() => {
    if (current < 0) return;
    virtual.scrollToIndex(current, { align: "auto" });
    if (document.activeElement?.getAttribute("role") === "option") {
      frame.current?.querySelector<HTMLElement>(`#pair-${current}`)?.focus({ preventScroll: true });
    }
  }, [current, virtual]);
  return (
    <div
      ref={frame}
      role="listbox"
      aria-label="Queue of pairs"
      className="min-h-0 flex-1 overflow-y-auto max-md:max-h-56"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const pair = pairs[row.index];
          if (!pair) return null;
          const hides = isHidden(pair);
          const decision = hides ? null : pair.decision;
          const letter = roles.find((role) => role.name === pair.role)?.letter ?? "?";
          return (
            <div
              key={row.key}
              id={`pair-${row.index}`}
              role="option"
              aria-selected={row.index === current}
              aria-setsize={total}
              aria-posinset={row.index + 1}
              tabIndex={row.index === current ? 0 : -1}
              onClick={() => onSelect(pair)}
              onKeyDown={(event) => {
                if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                  event.preventDefault();
                  event.stopPropagation();
                  const next = pairs[row.index + (event.key === "ArrowDown" ? 1 : -1)];
                  if (next) onSelect(next);
                }
              }}
              className={classNames(
                "absolute inset-x-0 top-0 flex cursor-pointer items-center gap-2.5 border-b border-line px-3 hover:bg-sunken",
                row.index === current && "bg-accentbg shadow-[inset_3px_0_0_var(--accent)]",
              )}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <span
                className="text-ink2 w-4 shrink-0 text-center"
                aria-label={decision ? stateWords[decision.verdict] : "undecided"}
              >
                {decision ? marks[decision.verdict] : ""}
              </span>
              <span className="min-w-0 flex-1">
                <span className="text-small flex gap-2">
                  <b className="font-mono">{namesOf(pair, letter, hides)}</b>
                  <span className="text-ink3">{parentOf(pair, roles)}</span>
                  <span className="text-ink3 ml-auto">
                    {hides ? <Lock size={12} aria-label="gap hidden" /> : `gap ${pair.marginText}`}
                  </span>
                </span>
                <span className="text-small text-ink2 block truncate">{pair.question}</span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
