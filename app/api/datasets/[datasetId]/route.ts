import { deleteDataset, getDataset } from "@/db/queries/datasets.ts";
import { handle, noContent, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { viewDataset } from "@/lib/http/views.ts";

export const GET = handle(async (_, { datasetId = "" }) =>
  reply(viewDataset(await getDataset(malthouse().store, datasetId))),
);

export const DELETE = handle(async (_, { datasetId = "" }) => {
  await deleteDataset(malthouse().store, datasetId);
  return noContent();
});
