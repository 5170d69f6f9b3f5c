import { sayBlind } from "@/lib/engine/audit/judge-sample.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { BlindSay } from "@/lib/http/wire/audit.ts";

export const POST = handle(async (request, { runId = "" }) =>
  reply(await sayBlind(malthouse(), runId, await parseBody(request, BlindSay))),
);
