import { countRunsByStatus } from "@/db/queries/runs.ts";
import { handle, reply } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import type { Health } from "@/lib/http/wire/common.ts";
import packageJson from "@/package.json";

export const GET = handle(async () => {
  const { store } = malthouse();
  const { queued = 0, growing = 0, paused = 0 } = await countRunsByStatus(store);
  return reply({
    status: "ok",
    version: packageJson.version,
    database: store.dialect === "pg" ? "postgresql" : "sqlite",
    engine: queued + growing > 0 ? "growing" : paused > 0 ? "paused" : "idle",
  } satisfies Health);
});
