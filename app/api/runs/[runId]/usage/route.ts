import { viewUsage } from "@/lib/engine/run-usage.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { runId = "" }) => reply(await viewUsage(malthouse().store, runId)));
