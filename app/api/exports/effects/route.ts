import { viewEffects } from "@/lib/engine/view-effects.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { ExportPost } from "@/lib/http/wire/exports.ts";

export const POST = handle(async (request) =>
  reply(await viewEffects(malthouse().store, await parseBody(request, ExportPost), request.signal)),
);
