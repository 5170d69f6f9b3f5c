import { checkRun } from "@/lib/engine/check-run.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { RunCreate } from "@/lib/http/wire/runs.ts";

export const POST = handle(async (request) =>
  reply({ checks: await checkRun(malthouse(), await parseBody(request, RunCreate)) }),
);
