import { promptOfNode } from "@/lib/engine/tree-view.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { nodeId = "" }) =>
  reply({ messages: await promptOfNode(malthouse(), nodeId) }),
);
