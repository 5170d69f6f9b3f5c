import type { Malthouse } from "../engine/malthouse.ts";
import { type addDataset, spool, type SpooledFile } from "../engine/add-dataset.ts";
import { parseBody, parseWith } from "./parse.ts";
import { readUpload } from "./read-upload.ts";
import { DatasetCreate, DatasetFields } from "./wire/datasets.ts";

export type SpooledDataset = {
  /** To be removed once it is read. */
  readonly spooled: SpooledFile;
  readonly given: Parameters<typeof addDataset>[2];
};

/** Writes the questions of a request to disk: rows in a JSON body, or a form with a file. Throws as parsing does. */
export async function spoolDataset(
  { folder }: Pick<Malthouse, "folder">,
  request: Request,
): Promise<SpooledDataset> {
  const isJson = request.headers.get("content-type")?.includes("application/json");
  return isJson ? await fromRows(folder, request) : await fromForm(folder, request);
}

async function fromRows(folder: string, request: Request): Promise<SpooledDataset> {
  const { name, task, rows } = await parseBody(request, DatasetCreate);
  const lines = rows.map((row) => new TextEncoder().encode(`${JSON.stringify(row)}\n`));
  const spooled = await spool(
    folder,
    (async function* () {
      yield* lines;
    })(),
  );
  return { spooled, given: { name, fileName: null, task: task ?? null } };
}

async function fromForm(folder: string, request: Request): Promise<SpooledDataset> {
  const { fields, fileName, stored } = await readUpload(request, (bytes) => spool(folder, bytes));
  try {
    const { name, task } = parseWith(DatasetFields, fields);
    return { spooled: stored, given: { name: name ?? fileName ?? "data set", fileName, task: task ?? null } };
  } catch (error) {
    await stored.remove();
    throw error;
  }
}
