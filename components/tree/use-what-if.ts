"use client";
import { useQuery } from "@tanstack/react-query";
import { createParser, useQueryStates } from "nuqs";
import { useEffect, useMemo, useState } from "react";
import { toast } from "sonner";
import { formatNoun } from "@/components/ui/format.ts";
import { runQuery } from "@/lib/client/runs.ts";
import { asItStands, type Supposition } from "@/lib/client/supposition.ts";
import { readSupposition, writeSupposition } from "@/lib/client/supposition-address.ts";
import type { Path } from "@/lib/core/path.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";
import { indexTree, type TreeIndex } from "./index-tree.ts";
import { verdictOf } from "./look-of-node.ts";

// The protocol's functions come with the first question that needs them.
const load = async () => {
  const [{ supposeTree }, { compareSuppositions }] = await Promise.all([
    import("@/lib/client/suppose-tree.ts"),
    import("@/lib/client/compare-suppositions.ts"),
  ]);
  return { supposeTree, compareSuppositions };
};
type Tools = Awaited<ReturnType<typeof load>>;

const parser = createParser({ parse: readSupposition, serialize: writeSupposition });
const address = { if: parser, pin: parser };

export type WhatIf = ReturnType<typeof useWhatIf>;

/**
 * A tree under another threshold, backup or verdicts; `shown` is null while nothing is tried. What is tried and what
 * is pinned are in the address; nothing is saved.
 */
export function useWhatIf(tree: Tree, stored: TreeIndex) {
  const [tools, setTools] = useState<Tools | null>(null);
  const [{ if: asked, pin: pinned }, setState] = useQueryStates(address, { history: "replace" });
  const config = useQuery(runQuery(tree.runId)).data?.config ?? null;
  const isGrown = tree.status === "completed" || tree.status === "failed";
  const isPossible = isGrown || config !== null;
  // An address may name leaves that this tree does not have.
  const tried = useMemo(() => asked && { ...asked, turned: leavesOf(stored, asked.turned) }, [asked, stored]);
  const plan = isGrown ? null : config;
  const isOpen = asked !== null;
  // By itself: while a threshold is dragged, only what is tried is worked out anew.
  const base = useMemo(
    () => (tools && isOpen && isPossible ? tools.supposeTree(tree, asItStands(tree), plan) : null),
    [tools, isOpen, isPossible, tree, plan],
  );
  const shown = useMemo(() => {
    if (!tools || !tried || !base) return null;
    const now = tools.supposeTree(tree, tried, plan);
    const before =
      pinned && tools.supposeTree(tree, { ...pinned, turned: leavesOf(stored, pinned.turned) }, plan);
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
  }, [tools, tried, pinned, tree, stored, base, plan]);

  useEffect(() => {
    if (!isOpen || tools) return;
    let isWanted = true;
    load().then(
      (loaded) => isWanted && setTools(loaded),
      () => isWanted && toast("What if could not be loaded: the server does not answer"),
    );
    return () => {
      isWanted = false;
    };
  }, [isOpen, tools]);

  const put = (next: Supposition | null): void => void setState({ if: next });
  const open = (): void => {
    if (isPossible) put(asItStands(tree));
    else toast("What if waits until the tree has grown: its run says nothing of what is still to come");
  };
  /** What was turned comes back by the notice's button: it was not saved anywhere. */
  const close = (): void => {
    void setState({ if: null, pin: null });
    if (!tried || tried.turned.size === 0) return;
    toast(`${formatNoun(tried.turned.size, "turned leaf", "turned leaves")} not saved`, {
      action: { label: "Bring back", onClick: () => void setState({ if: tried, pin: pinned }) },
    });
  };
  /** The other outcome of a leaf: right becomes wrong, all else right. Once more takes it back. */
  const turn = (path: Path): void => {
    const place = stored.places.get(path);
    if (!tried || place?.kind !== "node" || !place.role.isLeaf) return;
    const turned = new Map(tried.turned);
    const other: Verdict = verdictOf(place.node) === "correct" ? "incorrect" : "correct";
    if (!turned.delete(path)) turned.set(path, other);
    put({ ...tried, turned });
  };
  const set = (part: Partial<Supposition>): void => {
    if (tried) put({ ...tried, ...part });
  };
  const reset = (): void => put(asItStands(tree));
  const pin = (): void => void setState({ pin: tried });
  const unpin = (): void => void setState({ pin: null });
  /** The pinned setting is tried and the tried one pinned. */
  const swap = (): void => void setState({ if: pinned, pin: tried });
  /** What goes along to another tree: the setting, without the leaves of this one. */
  const carried = tried && writeSupposition({ ...tried, turned: new Map() });
  /** The threshold that is tried, where the tree has another; a list that one goes back to tries it too. */
  const theta = tried && tried.threshold !== tree.threshold ? tried.threshold : null;
  return {
    shown,
    carried,
    theta,
    toggle: tried ? close : open,
    close,
    turn,
    set,
    reset,
    pin,
    unpin,
    swap,
  };
}

function leavesOf(stored: TreeIndex, turned: ReadonlyMap<Path, Verdict>): ReadonlyMap<Path, Verdict> {
  return new Map(
    [...turned].filter(([path]) => {
      const place = stored.places.get(path);
      return place?.kind === "node" && place.role.isLeaf;
    }),
  );
}
