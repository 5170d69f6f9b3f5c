import { getRun } from "../../db/queries/runs.ts";
import type { RejudgingRow } from "../../db/rows.ts";
import type { Malthouse } from "../engine/malthouse.ts";
import { viewRejudging } from "../engine/rejudge/view-rejudging.ts";
import { handle, reply } from "./handle.ts";
import { malthouse } from "./malthouse.ts";

type Names = { readonly runId: string; readonly rejudgingId: string };

/** A route that does one thing to a rejudging and answers it; 202 where the work goes on behind the answer. */
export const handleRejudging = (
  act: (parts: Malthouse, names: Names, request: Request) => Promise<RejudgingRow>,
  status = 202,
) =>
  handle(async (request, { runId = "", rejudgingId = "" }) => {
    const parts = malthouse();
    const run = await getRun(parts.store, runId);
    return reply(viewRejudging(await act(parts, { runId, rejudgingId }, request), run), status);
  });
