import { diffExports } from "@/lib/engine/shipped/diff-exports.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { ExportDiffQuery } from "@/lib/http/wire/export-rows.ts";

export const GET = handle(async (request, { exportId = "" }) => {
  const { to, limit } = parseQuery(request, ExportDiffQuery);
  return reply(await diffExports(malthouse(), [exportId, to], { limit, signal: request.signal }));
});
