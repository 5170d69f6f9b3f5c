import { findAlike } from "@/lib/engine/audit/alike-leaves.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { AlikeAsk } from "@/lib/http/wire/audit.ts";

export const POST = handle(async (request, { runId = "" }) => {
  const { leaves, ...found } = await findAlike(malthouse().store, runId, await parseBody(request, AlikeAsk));
  return reply({
    ...found,
    leaves: leaves.map(({ id, position, ...place }) => ({ nodeId: id, index: position, ...place })),
  });
});
