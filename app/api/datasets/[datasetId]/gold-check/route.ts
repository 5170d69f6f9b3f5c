import { checkGolds } from "@/lib/engine/check-golds.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { viewDataset } from "@/lib/http/views.ts";

export const POST = handle(async (_, { datasetId = "" }) =>
  reply(viewDataset(await checkGolds(malthouse(), datasetId))),
);
