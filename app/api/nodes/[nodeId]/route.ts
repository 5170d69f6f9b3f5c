import { viewNodeInPlace } from "@/lib/engine/node-in-place.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { nodeId = "" }) =>
  reply(await viewNodeInPlace(malthouse().store, nodeId)),
);
