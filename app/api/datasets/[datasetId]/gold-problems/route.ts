import { getDataset } from "@/db/queries/datasets.ts";
import { listGoldProblems } from "@/db/queries/gold-problems.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { viewGoldProblem } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";

export const GET = handle(async (request, { datasetId = "" }) => {
  const { store } = malthouse();
  await getDataset(store, datasetId);
  const page = await listGoldProblems(store, datasetId, parseQuery(request, PageQuery));
  return reply(await viewPage(page, viewGoldProblem));
});
