import { listExports } from "@/db/queries/exports.ts";
import { startExport } from "@/lib/engine/build-export.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { viewExport } from "@/lib/http/views.ts";
import { ExportPost, ExportsQuery } from "@/lib/http/wire/exports.ts";

export const GET = handle(async (request) =>
  reply(await viewPage(await listExports(malthouse().store, parseQuery(request, ExportsQuery)), viewExport)),
);

export const POST = handle(async (request) => {
  const { store, folder, log } = malthouse();
  const { id } = await startExport(
    { store, folder: `${folder}/exports`, log },
    await parseBody(request, ExportPost),
  );
  return reply({ id }, 202);
});
