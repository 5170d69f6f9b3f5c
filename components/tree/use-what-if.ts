"use client";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import type { Path } from "@/lib/core/path.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { Supposition } from "@/lib/client/suppose-tree.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";
import { indexTree, type TreeIndex } from "./index-tree.ts";
import { verdictOf } from "./look-of-node.ts";

// The protocol's functions come with the first question that needs them.
const load = async () => {
  const [{ asItStands, supposeTree }, { compareSuppositions }] = await Promise.all([
    import("@/lib/client/suppose-tree.ts"),
    import("@/lib/client/compare-suppositions.ts"),
  ]);
  return { asItStands, supposeTree, compareSuppositions };
};
type Tools = Awaited<ReturnType<typeof load>>;

export type WhatIf = ReturnType<typeof useWhatIf>;

/** A finished tree under another threshold, backup or verdicts; null while nothing is tried. Nothing here is saved. */
export function useWhatIf(tree: Tree, stored: TreeIndex) {
  const [tools, setTools] = useState<Tools | null>(null);
  const [tried, setTried] = useState<Supposition | null>(null);
  const [pinned, setPinned] = useState<Supposition | null>(null);
  const isPossible = tree.status === "completed" || tree.status === "failed";
  const shown = useMemo(() => {
    if (!tools || !tried || !isPossible) return null;
    const base = tools.supposeTree(tree, tools.asItStands(tree));
    const now = tools.supposeTree(tree, tried);
    const before = pinned && tools.supposeTree(tree, pinned);
    return {
      tried,
      pinned,
      base,
      now,
      before,
      change: tools.compareSuppositions(base, now),
      fromPinned: before && tools.compareSuppositions(before, now),
      // Under a majority a value is 1 or 0, whatever the threshold.
      index: indexTree(tried.backup === "majority" ? { ...now.tree, threshold: 0.5 } : now.tree, {
        stored,
        backup: tried.backup,
        turned: new Set(tried.turned.keys()),
      }),
    };
  }, [tools, tried, pinned, tree, stored, isPossible]);

  const open = async (): Promise<void> => {
    if (!isPossible) {
      toast("What if waits until the tree has grown");
      return;
    }
    try {
      const loaded = tools ?? (await load());
      setTools(loaded);
      setTried(loaded.asItStands(tree));
    } catch {
      toast("What if could not be loaded: the server does not answer");
    }
  };
  const close = (): void => {
    setTried(null);
    setPinned(null);
  };
  /** The other outcome of a leaf: right becomes wrong, all else right. Once more takes it back. */
  const turn = (path: Path): void =>
    setTried((known) => {
      const place = stored.places.get(path);
      if (!known || place?.kind !== "node" || !place.role.isLeaf) return known;
      const turned = new Map(known.turned);
      const other: Verdict = verdictOf(place.node) === "correct" ? "incorrect" : "correct";
      if (!turned.delete(path)) turned.set(path, other);
      return { ...known, turned };
    });
  const set = (part: Partial<Supposition>): void => setTried((known) => known && { ...known, ...part });
  const reset = (): void => setTried(tools && tools.asItStands(tree));
  const pin = (): void => setPinned(tried);
  const unpin = (): void => setPinned(null);
  /** The pinned setting is tried and the tried one pinned. */
  const swap = (): void => {
    if (!tried || !pinned) return;
    setTried(pinned);
    setPinned(tried);
  };
  return { shown, toggle: () => (tried ? close() : void open()), close, turn, set, reset, pin, unpin, swap };
}
