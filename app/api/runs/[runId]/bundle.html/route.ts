import { pageOfRun } from "@/lib/engine/page/page-of-run.ts";
import { attachment } from "@/lib/http/attachment.ts";
import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseQuery } from "@/lib/http/parse.ts";
import { streamText } from "@/lib/http/stream-text.ts";
import { BundleQuery } from "@/lib/http/wire/runs.ts";
import packageJson from "@/package.json";

export const GET = handle(async (request, { runId = "" }) => {
  const { treeId: _, ...search } = parseQuery(request, BundleQuery);
  const treeIds = new URL(request.url).searchParams.getAll("treeId");
  const choice = { ...search, treeIds };
  const now = new Date();
  const { name, parts } = await pageOfRun(malthouse(), runId, choice, { version: packageJson.version, now });
  return new Response(streamText(parts), {
    headers: { "content-type": "text/html; charset=utf-8", ...attachment(name) },
  });
});
