import { getExport } from "@/db/queries/exports.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { viewExport } from "@/lib/http/views.ts";

export const GET = handle(async (_, { exportId = "" }) =>
  reply(viewExport(await getExport(malthouse().store, exportId))),
);
