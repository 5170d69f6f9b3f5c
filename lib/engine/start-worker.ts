import { mkdir } from "node:fs/promises";
import { openStore } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { createJudgePool } from "../judge/pool.ts";
import { createEndpointKeys } from "./endpoint-keys.ts";
import { openSecretBox } from "./secret-box.ts";
import type { Log } from "./grower-core.ts";
import { startEngine } from "./start-engine.ts";

export type WorkerSettings = {
  /** A PostgreSQL that the server uses too. */
  readonly databaseUrl: string;
  /** Holds `secrets.key`, the server's, where keys of endpoints are stored rather than named by a variable. */
  readonly folder: string;
  readonly log: Log;
};

const graceMs = 8000;

/** Grows trees of the runs that are growing, beside the server and other workers. Answers how to stop it. Rejects where the database does not let it in. */
export async function startWorker({
  databaseUrl,
  folder,
  log,
}: WorkerSettings): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const store = await openStore({ databaseUrl });
  await migrate(store);
  const judge = createJudgePool();
  const keys = createEndpointKeys(store, await openSecretBox(folder));
  const engine = await startEngine(
    { store, databaseUrl, judge, log, accessOf: keys.accessOf, onEvent: () => {} },
    "worker",
  );
  engine.follow();
  return async () => {
    await engine.stop(graceMs);
    await judge.close();
    await store.close();
  };
}
