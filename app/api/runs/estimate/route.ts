import { estimateRun } from "@/lib/engine/create-run.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { RunCreate } from "@/lib/http/wire/runs.ts";

export const POST = handle(async (request) =>
  reply(await estimateRun(malthouse().store, await parseBody(request, RunCreate))),
);
