import { addDatasetRule, chooseDatasetRule, viewRules } from "@/lib/engine/judge-rules.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { viewDataset } from "@/lib/http/views.ts";
import { RuleChoice, RuleCreate } from "@/lib/http/wire/judge-rules.ts";

export const GET = handle(async (_, { datasetId = "" }) =>
  reply({ items: await viewRules(malthouse().store, datasetId) }),
);

export const POST = handle(async (request, { datasetId = "" }) => {
  const version = await addDatasetRule(malthouse(), datasetId, await parseBody(request, RuleCreate));
  return reply(version, 201);
});

export const PUT = handle(async (request, { datasetId = "" }) => {
  const { version } = await parseBody(request, RuleChoice);
  return reply(viewDataset(await chooseDatasetRule(malthouse(), datasetId, version)));
});
