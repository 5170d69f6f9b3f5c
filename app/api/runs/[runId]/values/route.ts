import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { viewValues } from "@/lib/engine/run-values.ts";

export const GET = handle(async (_, { runId = "" }) => reply(await viewValues(malthouse().store, runId)));
