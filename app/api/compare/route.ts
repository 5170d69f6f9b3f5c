import { viewComparison } from "@/lib/engine/compare/view-comparison.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { CompareQuery } from "@/lib/http/wire/compare.ts";

export const GET = handle(async (request) =>
  reply(await viewComparison(malthouse().store, parseQuery(request, CompareQuery))),
);
