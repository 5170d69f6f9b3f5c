import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { z } from "zod";
import type { Run } from "../http/wire/runs.ts";
import { refreshInTurn } from "./refresh-in-turn.ts";
import { runQuery } from "./runs.ts";

const isOver = (run: Run): boolean => ["completed", "cancelled", "failed"].includes(run.status);

/** Lists of a run are read again at most this often, however many trees change. */
const refreshMs = 1000;
const slowestRetryMs = 30_000;

const listed = ["trees", "tree-counts", "tree-facets", "values", "pairs", "pair-counts"];

const refreshLists = (client: QueryClient, runId: string): Promise<unknown> =>
  Promise.all(listed.map((part) => client.invalidateQueries({ queryKey: ["runs", runId, part] })));

/** One event's data; null where this page cannot read it: the next one may do. */
function readEvent<Schema extends z.ZodType>(
  schema: Schema,
  event: MessageEvent<string>,
): z.infer<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(event.data)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Keeps a run's cache live over Server-Sent Events: progress goes straight into `runQuery`, changed trees and lists are
 * read again at most once a second, and never before the last reading is done. Says whether what the cache holds is of
 * now (the stream is open, or the run has ended); null before that is known.
 */
export function useRunEvents(runId: string | null): boolean | null {
  const client = useQueryClient();
  const [isLive, setIsLive] = useState<boolean | null>(null);
  const cached = useQuery({ ...runQuery(runId ?? ""), enabled: false, select: isOver });
  const hasEnded = cached.data ?? false;

  useEffect(() => {
    if (runId === null || hasEnded) return;
    let source: EventSource | null = null;
    let retry: ReturnType<typeof setTimeout> | null = null;
    let waitMs = refreshMs;
    const changed = new Set<string>();
    const lists = refreshInTurn(() => {
      const trees = [...changed].map((id) => client.invalidateQueries({ queryKey: ["trees", id] }));
      changed.clear();
      return Promise.all([...trees, refreshLists(client, runId)]);
    }, refreshMs);

    const shapes = import("../http/wire/events.ts");
    // Without it nothing is live; the stream's own state says so.
    shapes.catch(() => setIsLive(false));
    const onProgress = (run: Run | null): void => {
      if (!run) return;
      const before = client.getQueryData(runQuery(runId).queryKey);
      client.setQueryData(runQuery(runId).queryKey, run);
      if (before?.progress.nodesDone !== run.progress.nodesDone) lists.call();
      if (isOver(run)) void refreshLists(client, runId);
    };
    const onTree = (tree: { treeId: string } | null): void => {
      if (!tree) return;
      changed.add(tree.treeId);
      lists.call();
    };

    const open = (): void => {
      source = new EventSource(`/api/runs/${runId}/events`);
      source.addEventListener("open", () => {
        waitMs = refreshMs;
        setIsLive(true);
      });
      source.addEventListener("progress", (event: MessageEvent<string>) => {
        void shapes.then(({ RunEvents }) => onProgress(readEvent(RunEvents.progress, event)));
      });
      source.addEventListener("tree", (event: MessageEvent<string>) => {
        void shapes.then(({ RunEvents }) => onTree(readEvent(RunEvents.tree, event)));
      });
      source.addEventListener(
        "notice",
        () => void client.invalidateQueries({ queryKey: runQuery(runId).queryKey, exact: true }),
      );
      source.addEventListener("error", () => {
        setIsLive(false);
        // While connecting the browser retries by itself; once closed it never does.
        if (source?.readyState !== EventSource.CLOSED) return;
        retry = setTimeout(open, waitMs);
        waitMs = Math.min(slowestRetryMs, waitMs * 2);
      });
    };
    open();
    return () => {
      source?.close();
      if (retry !== null) clearTimeout(retry);
      lists.stop();
    };
  }, [client, runId, hasEnded]);

  return hasEnded || isLive;
}
