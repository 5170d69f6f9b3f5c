"use client";
import { useMemo, useState } from "react";
import { readKept, writeKept } from "@/components/ui/kept.ts";
import { ancestorPaths, isPath, type Path } from "@/lib/core/path.ts";
import type { TreeIndex } from "./index-tree.ts";
import { initialFolds } from "./initial-folds.ts";

const parsePaths = (value: unknown): readonly Path[] | null =>
  Array.isArray(value) && value.every((path) => typeof path === "string" && (path === "" || isPath(path)))
    ? value
    : null;

const none: ReadonlySet<Path> = new Set();

/**
 * Which subtrees are shut, kept by this tab for each tree. Until somebody folds, a large drawing starts with its
 * uniform groups shut; bands, which have room for all, start open.
 */
export function useFolds(index: TreeIndex, isBands: boolean) {
  const key = `malthouse.folds.${index.tree.id}`;
  const [kept, setKept] = useState(() => readKept(key, parsePaths));
  const keep = (next: readonly Path[]): void => {
    setKept(next);
    writeKept(key, next);
  };
  const { paths, children } = index;
  const first = useMemo(() => initialFolds(index), [index]);
  const folded = useMemo(() => (kept ? new Set(kept) : isBands ? none : first), [kept, isBands, first]);
  const isInner = (path: Path): boolean => (children.get(path)?.length ?? 0) > 0;
  return {
    folded,
    toggle: (path: Path): void => {
      const next = new Set(folded);
      if (!next.delete(path) && isInner(path)) next.add(path);
      keep([...next]);
    },
    /** Opens all that hides a path. */
    reveal: (path: Path): void => {
      const hiding = ["", ...ancestorPaths(path)].filter((above) => folded.has(above) && above !== path);
      if (hiding.length > 0) keep([...folded].filter((one) => !hiding.includes(one)));
    },
    collapseAll: (): void => keep(paths.filter(isInner)),
    openAll: (): void => keep([]),
  };
}
