"use client";
import { useEffect, useMemo, useState } from "react";
import type { SuppositionChange } from "@/lib/client/compare-suppositions.ts";
import { asItStands } from "@/lib/client/supposition.ts";
import type { Path } from "@/lib/core/path.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";

// The protocol's functions come with the first form that is opened.
const load = async () => {
  const [{ supposeTree }, { compareSuppositions }] = await Promise.all([
    import("@/lib/client/suppose-tree.ts"),
    import("@/lib/client/compare-suppositions.ts"),
  ]);
  return { supposeTree, compareSuppositions };
};

const verdicts: readonly Verdict[] = ["correct", "incorrect", "unknown"];

/** What each verdict on a leaf would change in its tree, before it is given; null until that is known. */
export function useConsequences(tree: Tree, path: Path): ReadonlyMap<Verdict, SuppositionChange> | null {
  const [tools, setTools] = useState<Awaited<ReturnType<typeof load>> | null>(null);
  useEffect(() => {
    let isWanted = true;
    // Without the functions the form still saves: it only says less.
    load().then(
      (loaded) => isWanted && setTools(loaded),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return useMemo(() => {
    const isGrown = tree.status === "completed" || tree.status === "failed";
    if (!tools || !isGrown) return null;
    const now = tools.supposeTree(tree, asItStands(tree));
    return new Map(
      verdicts.map((verdict) => [
        verdict,
        tools.compareSuppositions(
          now,
          tools.supposeTree(tree, { ...asItStands(tree), turned: new Map([[path, verdict]]) }),
        ),
      ]),
    );
  }, [tools, tree, path]);
}
