import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { tryRule } from "@/lib/http/try-rule.ts";
import { RuleTry } from "@/lib/http/wire/rule-trials.ts";

export const POST = handle(async (request, { datasetId = "" }) =>
  reply(await tryRule(malthouse(), datasetId, await parseBody(request, RuleTry))),
);
