import { getRun } from "../../db/queries/runs.ts";
import type { RunEvent } from "../engine/event-bus.ts";
import type { Malthouse } from "../engine/malthouse.ts";
import { viewRun } from "../engine/run-view.ts";

/** At most four progress events a second. */
const progressMs = 250;
/** Comments that keep proxies from closing a quiet stream. */
const keepAliveMs = 15_000;

/**
 * A run's Server-Sent Events: progress of now first, then what happens, progress with the final status last. After
 * `lastEventId` the tree events and notices that were missed come first; progress needs no replay, it is a state.
 */
export function runEventStream(parts: Malthouse, runId: string, lastEventId: number | null): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let isClosed = false;
      let timer: NodeJS.Timeout | null = null;
      let isSending = false;
      let isDirty = false;
      let sentAt = 0;
      const write = (text: string) => {
        if (!isClosed) controller.enqueue(encoder.encode(text));
      };
      const send = (event: string, data: unknown, id = parts.bus.lastId) =>
        write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
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
        if (event.event === "progress") return schedule();
        // Trees come before the progress that counts them.
        send(event.event, event.data, event.id);
      }
      function schedule() {
        isDirty = true;
        if (timer || isSending || isClosed) return;
        timer = setTimeout(() => void sendProgress(), Math.max(0, sentAt + progressMs - Date.now()));
      }
      async function sendProgress() {
        timer = null;
        isSending = true;
        isDirty = false;
        try {
          const run = await viewRun(parts, await getRun(parts.store, runId));
          sentAt = Date.now();
          send("progress", run);
          const hasEnded = ["completed", "cancelled", "failed"].includes(run.status) && run.inFlight === 0;
          if (hasEnded && !isDirty) close();
        } catch {
          close();
        } finally {
          isSending = false;
          if (isDirty) schedule();
        }
      }

      const missed = lastEventId === null ? [] : (parts.bus.since(runId, lastEventId) ?? []);
      void sendProgress().then(() => {
        for (const event of missed) if (event.event !== "progress") send(event.event, event.data, event.id);
      });
    },
    cancel: () => close(),
  });
}
