import type { z } from "zod";
import type { Store } from "../../db/client.ts";
import { getDataset } from "../../db/queries/datasets.ts";
import { listEndpoints } from "../../db/queries/endpoints.ts";
import { pickQuestions, questionLengths } from "../../db/queries/questions.ts";
import { createRun as insertRun, freeRunName } from "../../db/queries/runs.ts";
import type { EndpointRow, RunRow } from "../../db/rows.ts";
import type { StoredRunJudge } from "../../db/stored-types.ts";
import { MalthouseError } from "../core/errors.ts";
import type { RunConfig, RunCreate } from "../http/wire/runs.ts";
import { type AnyProtocol, protocolOf } from "../protocols/registry.ts";
import { simulatorId } from "./known-endpoints.ts";
import { fillRunConfig, hashRunConfig } from "./run-config.ts";
import { judgeOfDataset } from "./run-judge.ts";

type Request = z.output<typeof RunCreate>;

export type Planned = {
  readonly config: RunConfig;
  readonly configHash: string;
  readonly protocol: AnyProtocol;
  readonly protocolConfig: unknown;
  readonly questionIds: readonly string[];
  readonly endpoints: ReadonlyMap<string, EndpointRow>;
  readonly datasetName: string;
  readonly judge: StoredRunJudge;
  /** Completions of one tree. */
  readonly treeSize: number;
  readonly questionTokens: number;
};

/** Checks a request against what is stored. Throws `not_found` or `invalid_request` naming the field. */
export async function planRun(store: Store, request: Request): Promise<Planned> {
  const dataset = await getDataset(store, request.datasetId);
  const config = fillRunConfig(request, dataset.task);
  const endpoints = new Map((await listEndpoints(store)).map((endpoint) => [endpoint.id, endpoint]));
  for (const [role, { endpointId }] of Object.entries(config.roles))
    if (!endpoints.has(endpointId))
      throw new MalthouseError(
        "invalid_request",
        `roles.${role}.endpointId: there is no endpoint ${endpointId}. Choose one of the list, or add it.`,
        {
          errors: [{ path: `roles.${role}.endpointId`, message: "there is no such endpoint" }],
        },
      );
  const protocol = protocolOf(config.protocol);
  const protocolConfig = protocol.Config.parse(config);
  const questions = await pickQuestions(store, dataset.id, request.questions ?? {});
  const baseUrls = new Map(
    [...endpoints.values()].map(({ id, baseUrl }) => [id, id === simulatorId ? simulatorId : baseUrl]),
  );
  const { meanChars } = await questionLengths(store, dataset.id);
  const questionTokens = Math.ceil(meanChars / 4);
  const size = Object.values(protocol.estimate(questionTokens, protocolConfig, {}));
  return {
    config,
    configHash: hashRunConfig(config, { datasetSha256: dataset.sha256, baseUrls }),
    protocol,
    protocolConfig,
    questionIds: questions.map(({ id }) => id),
    endpoints,
    datasetName: dataset.name,
    judge: await judgeOfDataset(store, dataset),
    treeSize: size.reduce((sum, { completions }) => sum + completions, 0),
    questionTokens,
  };
}

/** Stores a run with its trees, all or nothing; it is queued, or paused for its user where it is not to start. */
export async function createRun(store: Store, request: Request): Promise<RunRow> {
  const planned = await planRun(store, request);
  const { config } = planned;
  // A trial takes it up by itself, as a resume would.
  const isStarted = request.start && !request.trial;
  const model = Object.values(config.roles)[0]?.model ?? "";
  const branching = [...new Set(Object.values(config.branching))].join("-");
  return await store.transaction(
    async (tx) =>
      await insertRun(
        tx,
        {
          name: request.name ?? (await freeRunName(tx, `${planned.datasetName} n=${branching} ${model}`)),
          protocol: config.protocol,
          datasetId: request.datasetId,
          status: isStarted ? "queued" : "paused",
          waitingFor: isStarted ? null : "user",
          waitingUntil: null,
          waitingReason: isStarted ? null : "Waiting to be started.",
          config,
          configHash: planned.configHash,
          threshold: String(config.threshold),
          unknownLeaves: config.unknownLeaves,
          incomplete: config.incomplete,
          judge: planned.judge,
          budget: request.budget ?? null,
          seed: config.seed,
          isSimulated: Object.values(config.roles).some(({ endpointId }) => endpointId === simulatorId),
          isImported: false,
          startedAt: null,
          finishedAt: null,
          nodesPerTree: planned.treeSize,
        },
        planned.questionIds,
      ),
  );
}
