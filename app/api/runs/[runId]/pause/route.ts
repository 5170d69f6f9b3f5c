import { pauseRun } from "@/lib/engine/run-actions.ts";
import { handleRunAction } from "@/lib/http/handle-run-action.ts";

export const POST = handleRunAction(pauseRun);
