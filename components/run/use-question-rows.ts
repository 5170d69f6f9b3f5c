"use client";
import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useThrottled } from "@/components/ui/use-throttled.ts";
import { treeRowsQuery } from "@/lib/client/trees.ts";
import type { TreeItem } from "@/lib/http/wire/runs.ts";

const chunkRows = 50;
/** While the list is dragged far, this often what is in sight is asked for. */
const followMs = 120;

type Sight = {
  readonly indexes: readonly number[];
  /** Rows in sight, from 0. */
  readonly first: number;
  readonly last: number;
  readonly text: string;
  readonly having: string;
};

type QuestionRows = {
  /** What is known of a tree by its place in the run: now, or when it was last seen. */
  readonly treeAt: (index: number) => TreeItem | undefined;
  readonly error: Error | null;
};

/** Reads the trees of the rows in sight, and those before and after them. */
export function useQuestionRows(runId: string, { indexes, first, last, text, having }: Sight): QuestionRows {
  const sight = useThrottled(
    `${Math.floor(first / chunkRows) - 1} ${Math.floor(Math.max(first, last) / chunkRows) + 1}`,
    followMs,
  );
  const [from = 0, to = 0] = sight.split(" ").map(Number);
  const chunks: (readonly number[])[] = [];
  for (let chunk = Math.max(0, from); chunk <= to; chunk++) {
    const rows = indexes.slice(chunk * chunkRows, (chunk + 1) * chunkRows);
    if (rows.length > 0) chunks.push(rows);
  }
  const read = useQueries({
    queries: chunks.map((rows) => treeRowsQuery(runId, rows, { text, having })),
  });
  const now = new Map(
    read.flatMap(({ data }) => data?.items ?? []).map((tree) => [tree.index, tree] as const),
  );
  // A tree that comes or goes shifts all chunks behind it: their rows stay readable until they are read anew.
  const [seen] = useState(() => new Map<string, TreeItem>());
  const keyOf = (index: number): string => `${index} ${text} ${having}`;
  useEffect(() => {
    for (const tree of now.values()) seen.set(keyOf(tree.index), tree);
  });
  return {
    treeAt: (index) => now.get(index) ?? seen.get(keyOf(index)),
    error: read.find((one) => one.error !== null)?.error ?? null,
  };
}
