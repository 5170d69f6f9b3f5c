import { findTreeExports } from "@/lib/engine/shipped/find-tree-exports.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (request, { treeId = "" }) =>
  reply(await findTreeExports(malthouse(), treeId, request.signal)),
);
