import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStore, type Store } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { createDataset } from "../../../db/queries/datasets.ts";
import { createEndpoint } from "../../../db/queries/endpoints.ts";
import { newId } from "../../../db/new-id.ts";
import { createAttemptBook, type AttemptBook } from "../../../lib/engine/attempt-book.ts";
import type { CommitTogether } from "../../../lib/engine/commit-together.ts";
import { createEndpointKeys } from "../../../lib/engine/endpoint-keys.ts";
import { createEventBus, type EventBus } from "../../../lib/engine/event-bus.ts";
import { createGrower, type Grower } from "../../../lib/engine/grower.ts";
import { endpointDefaults } from "../../../lib/engine/known-endpoints.ts";
import { startRun } from "../../../lib/engine/run-actions.ts";
import { RunCreate } from "../../../lib/http/wire/runs.ts";
import { noAnswer } from "../../../lib/judge/no-answer.ts";
import type { FilledGroup } from "../../../lib/engine/store-filled.ts";
import type { JudgePool } from "../../../lib/judge/pool.ts";
import { makeProblems } from "../../../lib/simulator/problems.ts";
import type { VirtualEndpoint } from "./virtual-endpoint.ts";

/** Says "no answer" at once. */
export const silentJudge: JudgePool = {
  judge: () => Promise.resolve(noAnswer("no-answer", "")),
  judgeMany: (inputs) => Promise.resolve(inputs.map(() => noAnswer("no-answer", ""))),
  warm: () => Promise.resolve(),
  stats: () => ({
    workers: 0,
    waiting: 0,
    judging: 0,
    verdicts: { correct: 0, incorrect: 0, unknown: 0 },
    timeouts: 0,
    crashes: 0,
    lostWorkers: 0,
  }),
  close: () => Promise.resolve(),
};

export type BenchOptions = {
  /** Of the endpoint: its base URL; never asked where `complete` answers. */
  readonly url?: string;
  readonly maxConcurrency: number;
  readonly questions: number;
  readonly siblings: "auto" | "off";
  readonly judge?: JudgePool;
  /** False: what the engine would store goes nowhere; the prompts' texts come from its memory. */
  readonly isStoring?: boolean;
  /** In place of HTTP, with the clock it keeps. */
  readonly endpoint?: Pick<VirtualEndpoint, "complete" | "attempts" | "now">;
  /** Where the file lies; in the temporary folder where left out. */
  readonly folder?: string;
};

export type BenchStudio = {
  readonly store: Store;
  readonly grower: Grower;
  readonly endpointId: string;
  /** Called with each tree's status as it changes. */
  onTree(listener: (status: string) => void): void;
  /** As after a long run: the endpoint is known to bear all that it may be asked. */
  learnLimit(): Promise<void>;
  /** Starts the run; resolves with its id once its last tree is closed. */
  grow(): Promise<string>;
  close(): Promise<void>;
};

const noAttempts: AttemptBook = {
  owner: "bench",
  isShared: false,
  open: () => Promise.resolve("attempt"),
};

/** Takes everything for stored, of a group all its places. */
const forget: CommitTogether = (_, item) =>
  Promise.resolve(((item as Partial<FilledGroup>).nodes ?? []).map(({ path: place }) => place) as never);

/** An engine as the server has it, over a new SQLite file, with a data set of the simulator's word problems. */
export async function openBench({
  url = "http://127.0.0.1:9/v1",
  maxConcurrency,
  questions,
  siblings,
  judge = silentJudge,
  isStoring = true,
  endpoint: virtual,
  folder = tmpdir(),
}: BenchOptions): Promise<BenchStudio> {
  const place = mkdtempSync(path.join(folder, "malthouse-bench-"));
  const real = await openStore({ file: path.join(place, "malthouse.db") });
  await migrate(real, path.resolve("db/migrations"));
  const { dataset } = await createDataset(real, {
    name: "bench",
    task: "gsm8k",
    sha256: "bench",
    fileName: null,
    isSimulated: false,
    questions: makeProblems({ count: questions, seed: 1 }).map(({ question, answer }) => ({
      text: question,
      gold: answer.slice(answer.lastIndexOf("####") + 4).trim(),
      task: "gsm8k" as const,
      meta: {},
    })),
    rejected: [],
    rejectedCount: 0,
  });
  const endpoint = await createEndpoint(real, {
    ...endpointDefaults,
    name: "bench",
    baseUrl: url,
    maxConcurrency,
    timeoutSeconds: 60,
  });
  const store: Store = isStoring ? real : { ...real, transaction: () => Promise.resolve(undefined as never) };
  const heard = createEventBus();
  const closed = Promise.withResolvers<void>();
  const listeners: ((status: string) => void)[] = [];
  let left = questions;
  const bus: EventBus = {
    ...heard,
    publish(event) {
      heard.publish(event);
      if (event.event !== "tree") return;
      for (const listener of listeners) listener(event.data.status);
      if (event.data.status !== "growing" && --left === 0) closed.resolve();
    },
    get lastId() {
      return heard.lastId;
    },
  };
  const keys = createEndpointKeys(real, { seal: (text) => text, open: (text) => text });
  const log = { info: () => {}, warn: console.warn, error: console.error };
  const grower = createGrower({
    store,
    judge,
    bus,
    log,
    attempts:
      virtual?.attempts ??
      (isStoring ? createAttemptBook(store, { owner: newId("process"), isShared: false }) : noAttempts),
    peers: null,
    accessOf: keys.accessOf,
    now: virtual?.now ?? (() => performance.now()),
    random: Math.random,
    ...(virtual && { complete: virtual.complete }),
    ...(!isStoring && { commit: forget }),
  });
  return {
    store: real,
    grower,
    endpointId: endpoint.id,
    onTree: (listener) => void listeners.push(listener),
    async learnLimit() {
      const { gate } = await grower.laneOf(endpoint.id);
      for (let round = 0; gate.limit < maxConcurrency && round < 5000; round += 1)
        gate.onSuccess(gate.onStart(), { inFlight: maxConcurrency, completionTokens: 0 });
    },
    async grow() {
      const request = RunCreate.parse({
        datasetId: dataset.id,
        siblings,
        roles: { generator: { endpointId: endpoint.id, model: "test-model", maxTokens: 512 } },
      });
      const parts = { store: real, grower, judge, bus, keys, log, folder: "", stop: async () => {} };
      const run = await startRun(parts, request);
      await closed.promise;
      return run.id;
    },
    async close() {
      await grower.stop(2000);
      await real.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}
