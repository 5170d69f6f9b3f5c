"use client";
import { useDeferredValue, useMemo } from "react";
import { comparePaths, type Path } from "@/lib/core/path.ts";
import { findInTree } from "./find-in-tree.ts";
import type { TreeIndex } from "./index-tree.ts";

export type Find = ReturnType<typeof useFind>;

/** What a search inside the tree finds, and the hits after and before the selected node, round the tree. */
export function useFind(index: TreeIndex, words: string, selected: Path) {
  const sought = useDeferredValue(words);
  const isSeeking = sought !== "";
  const seek = useMemo(() => (isSeeking ? findInTree(index) : () => []), [index, isSeeking]);
  const hits = useMemo(() => seek(sought), [seek, sought]);
  const found = useMemo(() => new Set(hits), [hits]);
  const after = hits.find((path) => selected === "" || comparePaths(path, selected) > 0);
  const before = hits.findLast((path) => selected !== "" && comparePaths(path, selected) < 0);
  return {
    words,
    hits,
    found,
    /** Counted from 1; 0 where the selected node is no hit. */
    place: hits.indexOf(selected) + 1,
    next: after ?? hits[0] ?? null,
    previous: before ?? hits.at(-1) ?? null,
  };
}
