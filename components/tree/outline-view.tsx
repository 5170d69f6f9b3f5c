"use client";
import { useEffect, useRef } from "react";
import { formatNoun } from "@/components/ui/format.ts";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import type { Path } from "@/lib/core/path.ts";
import { shorten } from "./draw-node.ts";
import { formatValue } from "./format-value.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import { kindOf, wordOf } from "./look-of-node.ts";

type OutlineViewProps = {
  index: TreeIndex;
  selected: Path;
  /** The subtree that is shown alone; "" is the whole tree. */
  focus: Path;
  folded: ReadonlySet<Path>;
  /** Nodes that a search found. */
  found: ReadonlySet<Path>;
  onSelect: (path: Path) => void;
};

/** The tree as a nested list of buttons: the plainest form, and what a screen reader reads best. */
export function OutlineView(props: OutlineViewProps) {
  const { index, selected, focus } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    current?.scrollIntoView({ block: "nearest" });
    if (list.current?.contains(document.activeElement)) current?.focus({ preventScroll: true });
  }, [selected]);
  return (
    <div ref={list} data-outline className="min-h-0 flex-1 overflow-auto px-4 py-2">
      <Level {...props} paths={focus === "" ? (index.children.get("") ?? []) : [focus]} isFirst />
    </div>
  );
}

type LevelProps = OutlineViewProps & { paths: readonly Path[]; isFirst: boolean };

function Level({ paths, isFirst, ...rest }: LevelProps) {
  const { index, selected, folded, found, onSelect } = rest;
  if (paths.length === 0) return null;
  return (
    <ul className={isFirst ? "" : "border-line ml-[7px] border-l pl-4"}>
      {paths.map((path) => {
        const place = index.places.get(path);
        const node = place?.kind === "node" ? place.node : null;
        const kind = place?.kind === "node" ? kindOf(place.node, place.role, index.isGrown) : null;
        const below = index.children.get(path) ?? [];
        const isFolded = folded.has(path);
        const words = node
          ? shorten(node.text, 160)
          : place?.kind === "failed"
            ? place.part.message
            : "asked for";
        return (
          <li key={path}>
            <button
              type="button"
              aria-current={path === selected}
              data-found={found.has(path) ? "" : undefined}
              onClick={() => onSelect(path)}
              className="rounded-tag hover:bg-sunken aria-current:bg-accentbg flex min-h-7 w-full min-w-0 items-center gap-2 px-1.5 text-left data-found:shadow-[inset_0_0_0_1px_var(--accent)] pointer-coarse:min-h-11"
            >
              <ValueGlyph
                value={node?.value ?? null}
                threshold={index.tree.threshold}
                isUnknown={kind !== "positive" && kind !== "negative"}
              />
              <span className="shrink-0 font-semibold">{nameOf(place)}</span>
              {node && <span className="text-ink2 shrink-0">{formatValue(node) ?? "–"}</span>}
              {kind && kind !== "positive" && kind !== "negative" && (
                <span className="text-ink3 shrink-0">{wordOf[kind]}</span>
              )}
              {node?.answer && <code className="max-w-40 shrink-0 truncate">{node.answer.raw}</code>}
              <span className="text-small text-ink3 min-w-0 truncate">{words}</span>
              {isFolded && below.length > 0 && (
                <span className="text-small text-ink2 ml-auto shrink-0">
                  {formatNoun(below.length, "child", "children")} folded
                </span>
              )}
            </button>
            {!isFolded && <Level {...rest} paths={below} isFirst={false} />}
          </li>
        );
      })}
    </ul>
  );
}
