import { getRejudging } from "@/db/queries/rejudgings.ts";
import { handleRejudging } from "@/lib/http/handle-rejudging.ts";

export const GET = handleRejudging(
  async ({ store }, { runId, rejudgingId }) => await getRejudging(store, runId, rejudgingId),
  200,
);
