import { listDatasets } from "@/db/queries/datasets.ts";
import { addDataset, spool } from "@/lib/engine/add-dataset.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery, parseWith } from "@/lib/http/parse.ts";
import { readUpload } from "@/lib/http/read-upload.ts";
import { viewDataset } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";
import { DatasetCreate, DatasetFields } from "@/lib/http/wire/datasets.ts";

export const GET = handle(async (request) => {
  const page = await listDatasets(malthouse().store, parseQuery(request, PageQuery));
  return reply(await viewPage(page, viewDataset));
});

export const POST = handle(async (request) => {
  const parts = malthouse();
  const isJson = request.headers.get("content-type")?.includes("application/json");
  const { spooled, given } = isJson ? await fromRows(request) : await fromForm(request);
  try {
    const { dataset, isNew } = await addDataset(parts, spooled, given);
    return reply(viewDataset(dataset), isNew ? 201 : 200);
  } finally {
    await spooled.remove();
  }
});

async function fromRows(request: Request) {
  const { name, task, rows } = await parseBody(request, DatasetCreate);
  const lines = rows.map((row) => new TextEncoder().encode(`${JSON.stringify(row)}\n`));
  const spooled = await spool(
    malthouse().folder,
    (async function* () {
      yield* lines;
    })(),
  );
  return { spooled, given: { name, fileName: null, task: task ?? null } };
}

async function fromForm(request: Request) {
  const { fields, fileName, stored } = await readUpload(request, (bytes) => spool(malthouse().folder, bytes));
  try {
    const { name, task } = parseWith(DatasetFields, fields);
    return { spooled: stored, given: { name: name ?? fileName ?? "data set", fileName, task: task ?? null } };
  } catch (error) {
    await stored.remove();
    throw error;
  }
}
