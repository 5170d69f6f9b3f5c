import { changeHubAccess, viewHubAccess } from "@/lib/engine/hub/hub-access.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { HubAccessPut } from "@/lib/http/wire/hub.ts";

export const GET = handle(async () => reply(await viewHubAccess(malthouse())));

export const PUT = handle(async (request) =>
  reply(await changeHubAccess(malthouse(), await parseBody(request, HubAccessPut))),
);
