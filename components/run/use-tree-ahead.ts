"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { treeQuery } from "@/lib/client/trees.ts";

/** Who rests on a row for so long may open it, ms; a pointer that crosses a list reads nothing. */
const restMs = 40;
/** A tree that was read ahead is as good as new for so long, ms. */
const freshMs = 10_000;

/**
 * Which tree's row a pointer or the focus rests on, and how to say so: its nodes are read ahead, and its link should
 * have its page ready too. A click then waits for nothing.
 */
export function useTreeAhead(): [ahead: string | null, restOn: (treeId: string) => void] {
  const client = useQueryClient();
  const [ahead, setAhead] = useState<string | null>(null);
  const resting = useRef<ReturnType<typeof setTimeout> | null>(null);
  const cancel = useCallback(() => {
    if (resting.current !== null) clearTimeout(resting.current);
  }, []);
  useEffect(() => cancel, [cancel]);
  const restOn = useCallback(
    (treeId: string) => {
      cancel();
      resting.current = setTimeout(() => {
        setAhead(treeId);
        void client.prefetchQuery({ ...treeQuery(treeId), staleTime: freshMs });
      }, restMs);
    },
    [client, cancel],
  );
  return [ahead, restOn];
}
