import { mkdir } from "node:fs/promises";
import path from "node:path";
import pino from "pino";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { removeLeftovers } from "../../db/queries/leftovers.ts";
import { runsToResume } from "../../db/queries/runs.ts";
import { createJudgePool, type JudgePool } from "../judge/pool.ts";
import { failAbandonedExports, stopExports } from "./build-export.ts";
import { describeError } from "./describe-error.ts";
import { createEndpointKeys, type EndpointKeys } from "./endpoint-keys.ts";
import { keepKnownEndpoints } from "./known-endpoints.ts";
import { createEventBus, type EventBus } from "./event-bus.ts";
import { createGrower, type Grower, type Log } from "./grower.ts";
import { plantDemo } from "./plant-demo.ts";
import { openSecretBox } from "./secret-box.ts";
import { createTextIndexer } from "./text-indexer.ts";

/** All that lives as long as the process; one a process, reached through `malthouse()`. */
export type Malthouse = {
  readonly store: Store;
  readonly grower: Grower;
  readonly judge: JudgePool;
  readonly bus: EventBus;
  readonly keys: EndpointKeys;
  readonly log: Log;
  /** Database file, exports, uploads under way, key file. */
  readonly folder: string;
  /** Stores what is under way, starts nothing more, lets go of the store. */
  stop(): Promise<void>;
};

declare global {
  // Next bundles routes and instrumentation apart; what must be one a process hangs here.
  // oxlint-disable-next-line no-var
  var __malthouse: Malthouse | undefined;
}

export type Settings = {
  readonly folder: string;
  readonly databaseUrl: string | null;
  /** Where this server answers, for the built-in simulator: "http://127.0.0.1:3000". */
  readonly origin: string;
  readonly hasDemo: boolean;
  readonly logLevel: string;
  /** Where log lines go; left out: standard output. */
  readonly logTo?: { write(line: string): void };
  /** A first endpoint from the environment, and the name of the variable that holds its key. */
  readonly firstEndpoint: { readonly baseUrl: string; readonly apiKeyEnv: string | null } | null;
};

const graceMs = 8000;

/** Opens and migrates the store, takes up unfinished runs, and plants demo data in an empty store. */
export async function startMalthouse(settings: Settings): Promise<Malthouse> {
  const { folder } = settings;
  const log = settings.logTo ? pino({ level: settings.logLevel }, settings.logTo) : pino({ level: settings.logLevel });
  await mkdir(path.join(folder, "exports"), { recursive: true, mode: 0o700 });
  const store = await openStore(
    settings.databaseUrl === null ? { file: path.join(folder, "malthouse.db") } : { databaseUrl: settings.databaseUrl },
  );
  await migrate(store);
  const judge = createJudgePool();
  const indexer = createTextIndexer(store, log);
  const bus = createEventBus();
  const publish: EventBus["publish"] = (event) => {
    bus.publish(event);
    if (event.event === "tree" && event.data.status !== "growing") indexer.note(event.runId);
  };
  const keys = createEndpointKeys(store, await openSecretBox(folder));
  const grower = createGrower({
    store,
    judge,
    bus: { publish },
    log,
    accessOf: keys.accessOf,
    now: () => performance.now(),
    random: Math.random,
  });
  const stop = async () => {
    await Promise.all([grower.stop(graceMs), stopExports()]);
    await judge.close();
    await store.close();
  };
  const parts: Malthouse = { store, grower, judge, bus, keys, log, folder, stop };
  await keepKnownEndpoints(store, settings);
  await removeLeftovers(store);
  await failAbandonedExports(store, path.join(folder, "exports"));
  const demoRun = settings.hasDemo ? await plantDemo(store) : null;
  const unfinished = await runsToResume(store);
  for (const run of unfinished) await grower.activate(run.id);
  if (demoRun !== null) log.info({ runId: demoRun }, "planted the demo");
  return parts;
}
