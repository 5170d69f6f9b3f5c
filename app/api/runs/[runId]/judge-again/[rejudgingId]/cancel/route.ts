import { cancelRejudging } from "@/lib/engine/rejudge/rejudge-run.ts";
import { handleRejudging } from "@/lib/http/handle-rejudging.ts";

export const POST = handleRejudging(
  async (parts, { runId, rejudgingId }) => await cancelRejudging(parts, runId, rejudgingId),
  200,
);
