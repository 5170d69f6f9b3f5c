import { viewLimit } from "@/lib/engine/view-limit.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";

export const GET = handle(async (_, { endpointId = "" }) => reply(await viewLimit(malthouse(), endpointId)));
