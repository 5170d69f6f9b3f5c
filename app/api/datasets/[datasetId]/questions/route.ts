import { getDataset } from "@/db/queries/datasets.ts";
import { listQuestions } from "@/db/queries/questions.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { viewQuestion } from "@/lib/http/views.ts";
import { QuestionQuery } from "@/lib/http/wire/datasets.ts";

export const GET = handle(async (request, { datasetId = "" }) => {
  const { store } = malthouse();
  await getDataset(store, datasetId);
  const page = await listQuestions(store, datasetId, parseQuery(request, QuestionQuery));
  return reply({ ...(await viewPage(page, viewQuestion)), total: page.total });
});
