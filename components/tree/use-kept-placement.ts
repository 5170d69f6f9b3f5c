"use client";
import { useCallback, useState } from "react";
import { readKept, writeKept } from "@/components/ui/kept.ts";
import type { Placement } from "@/lib/draw/fit-box.ts";

function parsePlacement(value: unknown): Placement | null {
  if (typeof value !== "object" || value === null) return null;
  const { scale, x, y } = value as Record<string, unknown>;
  const isPlacement = [scale, x, y].every((part) => typeof part === "number" && Number.isFinite(part));
  return isPlacement && Number(scale) > 0 ? { scale: Number(scale), x: Number(x), y: Number(y) } : null;
}

/** Where somebody left the drawing of a tree when it was last mounted, and how to keep where it is left next. */
export function useKeptPlacement(treeId: string): [Placement | null, (placement: Placement | null) => void] {
  const key = `malthouse.place.${treeId}`;
  const [first] = useState(() => readKept(key, parsePlacement));
  const keep = useCallback((placement: Placement | null) => writeKept(key, placement), [key]);
  return [first, keep];
}
