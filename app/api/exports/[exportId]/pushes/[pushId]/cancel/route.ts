import { cancelPush } from "@/lib/engine/hub/push-export.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { viewHubPush } from "@/lib/http/views.ts";

export const POST = handle(async (_, { exportId = "", pushId = "" }) =>
  reply(viewHubPush(await cancelPush(malthouse(), exportId, pushId))),
);
