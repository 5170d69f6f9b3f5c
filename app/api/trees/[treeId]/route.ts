import { viewTree } from "@/lib/engine/tree-view.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { treeId = "" }) => reply(await viewTree(malthouse(), treeId)));
