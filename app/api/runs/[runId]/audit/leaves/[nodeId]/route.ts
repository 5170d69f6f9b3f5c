import { viewLeaf } from "@/lib/engine/audit/view-queue.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_request, { runId = "", nodeId = "" }) =>
  reply(await viewLeaf(malthouse().store, runId, nodeId)),
);
