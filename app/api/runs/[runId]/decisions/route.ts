import { listDecisions } from "@/db/queries/decisions.ts";
import { getRun } from "@/db/queries/runs.ts";
import { decide } from "@/lib/engine/decide.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { viewPage } from "@/lib/http/list-reply.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { viewDecision } from "@/lib/http/views.ts";
import { PageQuery } from "@/lib/http/wire/common.ts";
import { DecisionsPost } from "@/lib/http/wire/pairs.ts";

export const GET = handle(async (request, { runId = "" }) => {
  const { store } = malthouse();
  await getRun(store, runId);
  return reply(
    await viewPage(await listDecisions(store, runId, parseQuery(request, PageQuery)), viewDecision),
  );
});

export const POST = handle(async (request, { runId = "" }) =>
  reply({ saved: await decide(malthouse(), runId, await parseBody(request, DecisionsPost)) }),
);
