import { mkdir } from "node:fs/promises";
import path from "node:path";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { indexNew } from "../../db/search.ts";
import { runsToResume, updateRun } from "../../db/queries/runs.ts";
import { MalthouseError } from "../core/errors.ts";
import { createJudgePool, type JudgePool } from "../judge/pool.ts";
import { failAbandonedExports, stopExports } from "./build-export.ts";
import { createLog } from "./create-log.ts";
import { auditRun } from "./audit/audit-run.ts";
import { stopAudits } from "./audit/sweep-audit.ts";
import { createEndpointKeys, type EndpointKeys } from "./endpoint-keys.ts";
import { type GoldSweep, startGoldSweep } from "./gold-sweep.ts";
import { failAbandonedPushes, stopPushes } from "./hub/push-export.ts";
import { keepKnownEndpoints } from "./known-endpoints.ts";
import { createEventBus, type EventBus } from "./event-bus.ts";
import { createFollowUp } from "./follow-up.ts";
import type { Log } from "./grower-core.ts";
import type { Grower } from "./grower.ts";
import { plantDemo } from "./plant-demo.ts";
import { openSecretBox } from "./secret-box.ts";
import { stopRejudgings, takeUpRejudgings } from "./rejudge/rejudging-tasks.ts";
import { removeStaleUploads } from "./remove-stale-uploads.ts";
import { startEngine } from "./start-engine.ts";
import { endAbandonedVotes, stopVotes } from "./votes/ask-votes.ts";

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
  const log = createLog(settings.logLevel, settings.logTo);
  await mkdir(path.join(folder, "exports"), { recursive: true, mode: 0o700 });
  const store = await openStore(
    settings.databaseUrl === null
      ? { file: path.join(folder, "malthouse.db") }
      : { databaseUrl: settings.databaseUrl },
  );
  await migrate(store);
  const judge = createJudgePool();
  judge.warm().catch((error: unknown) => log.error(error, "the judge's workers do not start"));
  const followUp = createFollowUp(async (runId, isStopped) => {
    await indexNew(store, runId, isStopped);
    await auditRun(store, runId, { isStopped });
  }, log);
  const heard = createEventBus();
  const keys = createEndpointKeys(store, await openSecretBox(folder));
  const engine = await startEngine(
    {
      store,
      databaseUrl: settings.databaseUrl,
      judge,
      log,
      accessOf: keys.accessOf,
      onEvent(event) {
        heard.publish(event);
        if (event.event === "tree" && event.data.status !== "growing") followUp.note(event.runId);
      },
    },
    "server",
  );
  const { grower, publish } = engine;
  const bus: EventBus = {
    ...heard,
    publish,
    get lastId() {
      return heard.lastId;
    },
  };
  let sweep: GoldSweep | null = null;
  const stop = async () => {
    await Promise.all([
      sweep?.stop(),
      engine.stop(graceMs),
      stopExports(),
      stopPushes(),
      stopRejudgings(),
      stopVotes(graceMs),
      followUp.stop(),
      stopAudits(),
    ]);
    await judge.close();
    await store.close();
  };
  const parts: Malthouse = { store, grower, judge, bus, keys, log, folder, stop };
  await keepKnownEndpoints(store, settings);
  await removeStaleUploads(folder);
  await failAbandonedExports(store, path.join(folder, "exports"));
  await failAbandonedPushes({ store, folder });
  await endAbandonedVotes(store);
  const demoRun = settings.hasDemo ? await plantDemo(store) : null;
  await takeUpRejudgings(parts);
  await takeUpRuns(parts);
  engine.follow();
  sweep = startGoldSweep(parts);
  if (demoRun !== null) log.info({ runId: demoRun }, "planted the demo");
  return parts;
}

/** One run that cannot be taken up is paused and says why; it must not keep the server from starting. */
async function takeUpRuns({
  store,
  grower,
  log,
}: Pick<Malthouse, "store" | "grower" | "log">): Promise<void> {
  for (const { id } of await runsToResume(store))
    try {
      await grower.activate(id);
    } catch (error) {
      log.error(error, "a run could not be taken up");
      const waitingReason =
        error instanceof MalthouseError
          ? error.message
          : "This run could not be taken up; the server's log has the reason.";
      await updateRun(store, id, { status: "paused", waitingFor: "user", waitingUntil: null, waitingReason });
    }
}
