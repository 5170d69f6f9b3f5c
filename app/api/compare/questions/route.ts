import { listCompared } from "@/lib/engine/compare/list-compared.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { ComparedQuestionsQuery } from "@/lib/http/wire/compare.ts";

export const GET = handle(async (request) =>
  reply(await listCompared(malthouse().store, parseQuery(request, ComparedQuestionsQuery))),
);
