import { listExportRows } from "@/lib/engine/shipped/list-export-rows.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { ExportRowQuery } from "@/lib/http/wire/export-rows.ts";

export const GET = handle(async (request, { exportId = "" }) => {
  const query = parseQuery(request, ExportRowQuery);
  return reply(await listExportRows(malthouse(), exportId, { ...query, signal: request.signal }));
});
