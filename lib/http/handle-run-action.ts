import { getRun } from "../../db/queries/runs.ts";
import type { Malthouse } from "../engine/malthouse.ts";
import { viewRun } from "../engine/run-view.ts";
import { handle, reply } from "./handle.ts";
import { malthouse } from "./malthouse.ts";

/** A route that does one thing to a run and answers the run after it. */
export const handleRunAction = (act: (parts: Malthouse, runId: string) => Promise<void>) =>
  handle(async (_, { runId = "" }) => {
    const parts = malthouse();
    await act(parts, runId);
    return reply(await viewRun(parts, await getRun(parts.store, runId)));
  });
