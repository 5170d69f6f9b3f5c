import { getRun } from "@/db/queries/runs.ts";
import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { runEventStream } from "@/lib/http/run-event-stream.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const parts = malthouse();
  await getRun(parts.store, runId);
  const header = request.headers.get("last-event-id");
  // What is no id of ours is one from long ago, so that its reader misses nothing.
  const lastEventId = !header ? null : /^\d{1,16}$/.test(header) ? Number(header) : 0;
  return new Response(runEventStream(parts, runId, lastEventId), {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
