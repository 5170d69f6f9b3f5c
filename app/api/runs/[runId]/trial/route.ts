import { startTrial } from "@/lib/engine/run-actions.ts";
import { viewTrial } from "@/lib/engine/view-trial.ts";
import { handleRunAction } from "@/lib/http/handle-run-action.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { runId = "" }) => reply(await viewTrial(malthouse(), runId)));
export const POST = handleRunAction(startTrial);
