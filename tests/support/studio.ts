import { createDataset } from "../../db/queries/datasets.ts";
import { createEndpoint } from "../../db/queries/endpoints.ts";
import { newId } from "../../db/new-id.ts";
import { nodesOfTree } from "../../db/queries/nodes.ts";
import { getRun } from "../../db/queries/runs.ts";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import type { Store } from "../../db/client.ts";
import type { EndpointRow, NodeRow, RunRow } from "../../db/rows.ts";
import type { RunStatus } from "../../db/stored-types.ts";
import type { EndpointAccess } from "../../lib/engine/complete.ts";
import { createAttemptBook } from "../../lib/engine/attempt-book.ts";
import { createEndpointKeys } from "../../lib/engine/endpoint-keys.ts";
import { createEventBus, type EventBus } from "../../lib/engine/event-bus.ts";
import { createGrower, type Grower } from "../../lib/engine/grower.ts";
import type { Log } from "../../lib/engine/grower-core.ts";
import { endpointDefaults } from "../../lib/engine/known-endpoints.ts";
import type { Malthouse } from "../../lib/engine/malthouse.ts";
import { startRun } from "../../lib/engine/run-actions.ts";
import { RunCreate } from "../../lib/http/wire/runs.ts";
import { createJudgePool, type JudgePool } from "../../lib/judge/pool.ts";
import { startEndpointServer, type EndpointServer, type EndpointServerOptions } from "./endpoint-server.ts";

export type StudioOptions = {
  readonly store: Store;
  /** Keys by endpoint id; others are asked for without one. */
  readonly keys?: Map<string, string>;
  readonly now?: () => number;
  /** Milliseconds since 1970, by which machines are paid. */
  readonly wallNow?: () => number;
  /** 0 by default: retries come at once. */
  readonly random?: () => number;
  readonly log?: Partial<Log>;
  /** In place of one of its own. */
  readonly engine?: { readonly grower: Grower; readonly bus: EventBus };
  /** In place of the endpoints' own, also parts of a second. */
  readonly timeoutSeconds?: number;
  /** In place of the one pool of the test file. */
  readonly judge?: JudgePool;
};

/** A real engine over a real store, with what the tests ask of it. */
export type Studio = Malthouse & {
  /** A server on a port of its own, and an endpoint in the store that points at it. */
  serve(options?: ServeOptions): Promise<Served>;
  /** Starts a run over so many questions; `endpointId` and a role come from `served`. */
  grow(served: Served, request?: GrowRequest): Promise<RunRow>;
  /** The run once its status is one of these, by the event bus. */
  until(runId: string, ...statuses: RunStatus[]): Promise<RunRow>;
  /** Resolves once `isThere` holds, looked at with each event of the run. */
  untilTrue(runId: string, isThere: () => boolean | Promise<boolean>): Promise<void>;
  /** The nodes of a run's trees, tree by tree, in path order. */
  nodesOf(runId: string): Promise<NodeRow[][]>;
  /** What was logged as an error. */
  readonly errors: readonly unknown[];
};

export type ServeOptions = EndpointServerOptions & { readonly endpoint?: Partial<EndpointRow> };
export type Served = { readonly server: EndpointServer; readonly endpoint: EndpointRow };
export type GrowRequest = Omit<Partial<RunCreate>, "questions"> & {
  readonly questions?: number;
  readonly datasetId?: string;
};

let made = 0;
let pool: JudgePool | null = null;

/** One pool of workers for all studios of a test file. */
export const judgePool = (): JudgePool => (pool ??= createJudgePool());

/** "How many eggs …": gold is a number that follows from the text. */
export const questionText = (index: number): string =>
  `Question ${index}: how many eggs are in basket ${index}?`;
export const goldOf = (question: string): string | null => /basket (\d+)/.exec(question)?.[1] ?? null;

/** Stores a data set of so many questions. */
export async function plantQuestions(store: Store, count: number): Promise<string> {
  made += 1;
  const { dataset } = await createDataset(store, {
    name: `set ${made}`,
    task: "gsm8k",
    sha256: `sha ${made} ${process.pid} ${Math.random()}`,
    fileName: null,
    isSimulated: false,
    questions: Array.from({ length: count }, (_, index) => ({
      text: questionText(index),
      gold: String(index),
      task: "gsm8k" as const,
      meta: {},
    })),
    rejected: [],
    rejectedCount: 0,
  });
  return dataset.id;
}

/** Opens a studio; `close` ends the engine first, then its servers. The store stays open. */
export function openStudio({
  store,
  keys = new Map(),
  log = {},
  timeoutSeconds,
  engine,
  ...clocks
}: StudioOptions): Studio & { close(): Promise<void> } {
  const errors: unknown[] = [];
  const bus = engine?.bus ?? createEventBus();
  const judge = clocks.judge ?? judgePool();
  const servers: EndpointServer[] = [];
  const fullLog: Log = {
    info: log.info ?? (() => {}),
    warn: log.warn ?? (() => {}),
    error: (fields, message) => {
      errors.push(fields);
      log.error?.(fields, message);
    },
  };
  const stored = createEndpointKeys(store, { seal: (text) => text, open: (text) => text });
  const accessOf = async (endpointId: string): Promise<EndpointAccess> => ({
    ...(await stored.accessOf(endpointId)),
    ...(keys.has(endpointId) && { apiKey: keys.get(endpointId) ?? null }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  });
  const grower =
    engine?.grower ??
    createGrower({
      store,
      judge,
      bus,
      log: fullLog,
      attempts: createAttemptBook(store, { owner: newId("process"), isShared: false }),
      peers: null,
      accessOf,
      now: clocks.now ?? (() => performance.now()),
      random: clocks.random ?? (() => 0),
      ...(clocks.wallNow && { wallNow: clocks.wallNow }),
    });
  const untilTrue: Studio["untilTrue"] = (runId, isThere) =>
    new Promise((resolve, reject) => {
      let isSettled = false;
      const look = () => {
        Promise.resolve(isThere()).then(
          (isNow) => {
            if (isSettled || !isNow) return;
            isSettled = true;
            leave();
            resolve();
          },
          (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
        );
      };
      const leave = bus.subscribe(runId, look);
      look();
    });
  const parts: Malthouse = {
    store,
    grower,
    judge,
    bus,
    keys: { ...stored, accessOf },
    log: fullLog,
    folder: "",
    stop: () => grower.stop(2000),
  };
  return {
    ...parts,
    errors,
    untilTrue,
    async serve({ endpoint, ...options } = {}) {
      const server = await startEndpointServer({ gold: goldOf, ...options });
      servers.push(server);
      const row = await createEndpoint(store, {
        ...endpointDefaults,
        name: "test server",
        baseUrl: server.url,
        maxConcurrency: 8,
        timeoutSeconds: 20,
        ...endpoint,
      });
      return { server, endpoint: row };
    },
    async grow({ endpoint }, { questions = 1, datasetId, ...request } = {}) {
      const set = datasetId ?? (await plantQuestions(store, questions));
      const roles = request.roles ?? { generator: { endpointId: endpoint.id, model: "test-model" } };
      return await startRun(parts, RunCreate.parse({ ...request, datasetId: set, roles }));
    },
    async until(runId, ...statuses) {
      await untilTrue(runId, async () => statuses.includes((await getRun(store, runId)).status));
      return await getRun(store, runId);
    },
    async nodesOf(runId) {
      const trees: NodeRow[][] = [];
      for (const id of await treeIdsOfRun(store, runId)) trees.push(await nodesOfTree(store, id));
      return trees;
    },
    async close() {
      await grower.stop(2000);
      for (const server of servers) await server.close();
    },
  };
}
