import { drawRunSample, viewSampleFor } from "@/lib/engine/audit/judge-sample.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { SampleDraw, SampleQuery } from "@/lib/http/wire/audit.ts";

export const GET = handle(async (request, { runId = "" }) =>
  reply(await viewSampleFor(malthouse().store, runId, parseQuery(request, SampleQuery).author)),
);

export const POST = handle(async (request, { runId = "" }) => {
  const asked = await parseBody(request, SampleDraw);
  await drawRunSample(malthouse(), runId, asked);
  return reply(await viewSampleFor(malthouse().store, runId, asked.author ?? ""), 201);
});
