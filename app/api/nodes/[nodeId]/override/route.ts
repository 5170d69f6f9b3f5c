import { overrideLeaf } from "@/lib/engine/override-leaf.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { OverridePut } from "@/lib/http/wire/trees.ts";

export const PUT = handle(async (request, { nodeId = "" }) =>
  reply(await overrideLeaf(malthouse(), nodeId, await parseBody(request, OverridePut))),
);
