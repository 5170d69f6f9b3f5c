import { viewTree } from "@/lib/engine/tree-view.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { CreditQuery } from "@/lib/http/wire/credit.ts";

export const GET = handle(async (request, { treeId = "" }) => {
  const { threshold } = parseQuery(request, CreditQuery);
  return reply(await viewTree(malthouse(), treeId, threshold));
});
