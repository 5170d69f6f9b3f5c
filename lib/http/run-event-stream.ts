import { getRun } from "../../db/queries/runs.ts";
import { treeStatuses } from "../../db/queries/trees.ts";
import type { RunEvent } from "../engine/event-bus.ts";
import type { Malthouse } from "../engine/malthouse.ts";
import { viewRun } from "../engine/run-view.ts";

/** At most four progress events a second. */
const progressMs = 250;
/** Events that a slow reader may be behind before it is let go. */
const mostHeld = 1000;
/** Comments that keep proxies from closing a quiet stream. */
const keepAliveMs = 15_000;

type Told = { readonly id: number | null; readonly event: string; readonly data: unknown };
type Lasting = Exclude<RunEvent, { readonly event: "progress" }>;
const isTold = (event: RunEvent): event is Lasting => event.event !== "progress";

/**
 * A run's Server-Sent Events: progress of now first, then what happens, progress with the final status last. After
 * `lastEventId` the tree events and notices that were missed follow the first progress; where they are no longer kept
 * (after a restart, or too long ago), every begun tree with its status of now. Progress needs no replay, it is a state.
 */
export function runEventStream(
  parts: Malthouse,
  runId: string,
  lastEventId: number | null,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let isClosed = false;
      let timer: NodeJS.Timeout | null = null;
      let isSending = false;
      let isDirty = false;
      let sentAt = 0;
      /** What came before the first progress was out; null once all of it is told. */
      let held: Lasting[] | null = [];
      const write = (text: string) => {
        if (isClosed) return;
        // A reader that takes nothing in comes back with its last id; holding its events would fill memory.
        if ((controller.desiredSize ?? 0) < -mostHeld) return close();
        controller.enqueue(encoder.encode(text));
      };
      /** Without an id a reader that breaks off here asks again for all that it had missed. */
      const send = ({ event, data, id }: Told) =>
        write(`${id === null ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const missed = lastEventId === null ? [] : parts.bus.since(runId, lastEventId);
      const startId = missed === null ? null : (lastEventId ?? parts.bus.lastId);
      const unsubscribe = parts.bus.subscribe(runId, onEvent);
      const keepAlive = setInterval(() => write(": still here\n\n"), keepAliveMs);
      close = () => {
        if (isClosed) return;
        isClosed = true;
        unsubscribe();
        clearInterval(keepAlive);
        if (timer) clearTimeout(timer);
        try {
          controller.close();
        } catch {
          // The reader has gone already.
        }
      };

      function onEvent(event: RunEvent) {
        if (!isTold(event)) schedule();
        else if (held) held.push(event);
        // Trees come before the progress that counts them.
        else send(event);
      }
      function schedule() {
        isDirty = true;
        if (timer || isSending || isClosed || held) return;
        timer = setTimeout(() => void sendProgress(), Math.max(0, sentAt + progressMs - Date.now()));
      }
      async function sendProgress() {
        timer = null;
        isSending = true;
        isDirty = false;
        try {
          const run = await viewRun(parts, await getRun(parts.store, runId));
          sentAt = Date.now();
          send({ event: "progress", data: run, id: held ? startId : parts.bus.lastId });
          const hasEnded = ["completed", "cancelled", "failed"].includes(run.status) && run.inFlight === 0;
          // After a replay one more progress follows, for the last word is always one.
          if (held) isDirty = (await tellHeld()) > 0 || isDirty;
          if (hasEnded && !isDirty) close();
        } catch {
          close();
        } finally {
          isSending = false;
          if (isDirty) schedule();
        }
      }
      async function tellHeld(): Promise<number> {
        const now = missed === null ? await treeStatuses(parts.store, runId) : [];
        const told = [
          ...now.map((data): Told => ({ event: "tree", data, id: null })),
          ...[...(missed ?? []), ...(held ?? [])].filter(isTold),
        ];
        held = null;
        for (const event of told) send(event);
        return told.length;
      }

      void sendProgress();
    },
    cancel: () => close(),
  });
}
