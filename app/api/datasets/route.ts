import { listDatasets } from "@/db/queries/datasets.ts";
import { addDataset } from "@/lib/engine/add-dataset.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { spoolDataset } from "@/lib/http/spool-dataset.ts";
import { viewDataset } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";

export const GET = handle(async (request) => {
  const page = await listDatasets(malthouse().store, parseQuery(request, PageQuery));
  return reply(await viewPage(page, viewDataset));
});

export const POST = handle(async (request) => {
  const parts = malthouse();
  const { spooled, given } = await spoolDataset(parts, request);
  try {
    const { dataset, isNew } = await addDataset(parts, spooled, given);
    return reply(viewDataset(dataset), isNew ? 201 : 200);
  } finally {
    await spooled.remove();
  }
});
