"use client";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { isFocusFree } from "@/components/shell/has-page-focus.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { AuditedLeaf } from "@/lib/http/wire/audit.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { SuspectRow } from "./suspect-row.tsx";

type SuspectListProps = {
  readonly leaves: readonly AuditedLeaf[];
  /** All that the queue holds, those not read yet too. */
  readonly total: number;
  readonly roles: readonly RoleView[];
  /** The row of the current leaf, from 0. */
  readonly at: number;
  readonly onSelect: (leaf: AuditedLeaf) => void;
  readonly onSay: (leaf: AuditedLeaf, verdict: Verdict) => void;
  readonly onGoldWrong: (leaf: AuditedLeaf) => void;
  readonly onAlike: (leaf: AuditedLeaf) => void;
  /** The reader is near the end of what is read. */
  readonly onEndNear: () => void;
};

/** A row's height until it is measured. */
const usualRowPx = 118;
/** What covers the window's edges: the bar above, the phone's places below. */
const covered = 64;

/** The suspects near the window and the current one; a verdict said by a row's own button leaves the focus in the list. */
export function SuspectList(props: SuspectListProps) {
  const { leaves, total, roles, at, onEndNear } = props;
  const list = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void =>
      setTop(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const rows = useWindowVirtualizer({
    count: leaves.length,
    estimateSize: () => usualRowPx,
    overscan: 6,
    scrollMargin: top,
    scrollPaddingStart: covered,
    scrollPaddingEnd: covered,
    getItemKey: (index) => leaves[index]?.nodeId ?? index,
    // The current row stays, however far the page is scrolled: the keys and the focus are its.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), at])].sort((a, b) => a - b),
  });
  const drawn = rows.getVirtualItems();
  const last = rows.range?.endIndex ?? 0;
  useEffect(() => {
    if (last >= leaves.length - 10) onEndNear();
  }, [last, leaves.length, onEndNear]);

  const currentId = leaves[at]?.nodeId;
  const hadFocus = useRef(false);
  const before = useRef(currentId);
  useEffect(() => {
    if (before.current === currentId) return;
    before.current = currentId;
    rows.scrollToIndex(at, { align: "auto" });
    if (hadFocus.current && isFocusFree())
      list.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus({ preventScroll: true });
  });
  return (
    <ol
      ref={list}
      aria-label="Suspect leaves"
      className="relative"
      style={{ height: rows.getTotalSize() }}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={({ relatedTarget }) => {
        // A row that goes away with the focus tells of no other place: the list keeps it.
        if (relatedTarget !== null && !list.current?.contains(relatedTarget)) hadFocus.current = false;
      }}
    >
      {drawn.map((row) => {
        const leaf = leaves[row.index];
        if (!leaf) return null;
        return (
          <li
            key={row.key}
            ref={rows.measureElement}
            data-index={row.index}
            aria-setsize={total}
            aria-posinset={row.index + 1}
            aria-current={row.index === at || undefined}
            tabIndex={-1}
            className="absolute inset-x-0 top-0 outline-offset-[-2px]"
            style={{ transform: `translateY(${row.start - top}px)` }}
          >
            <SuspectRow
              leaf={leaf}
              roles={roles}
              isCurrent={row.index === at}
              onSelect={() => props.onSelect(leaf)}
              onSay={(verdict) => props.onSay(leaf, verdict)}
              onGoldWrong={() => props.onGoldWrong(leaf)}
              onAlike={() => props.onAlike(leaf)}
            />
          </li>
        );
      })}
    </ol>
  );
}
