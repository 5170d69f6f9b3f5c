import type * as z from "zod";
import type { Store } from "../../db/client.ts";
import { reachedRate } from "../../db/queries/reached-rate.ts";
import type { RunCreate, RunEstimate } from "../http/wire/runs.ts";
import { planRun } from "./create-run.ts";
import type { Lane } from "./lane.ts";
import { describeBasis, measureRole, type RoleMeans } from "./measure-role.ts";
import { costOf } from "./prices.ts";

type Work = { requests: number; tokens: number; seconds: number };

/**
 * What a run would ask for, cost and take, by the means of earlier runs of its models where there are any; nothing is
 * stored or sent. `lanes`: what this process has learnt of its endpoints. Throws as `createRun` does.
 */
export async function estimateRun(
  store: Store,
  request: z.output<typeof RunCreate>,
  lanes: ReadonlyMap<string, Lane> = new Map(),
): Promise<RunEstimate> {
  const { config, protocol, protocolConfig, questionIds, endpoints, questionTokens } = await planRun(
    store,
    request,
  );
  const of = { protocol: config.protocol, datasetId: request.datasetId };
  const means = new Map<string, RoleMeans>();
  for (const [role, own] of Object.entries(config.roles))
    means.set(role, await measureRole(store, of, role, own));
  const perTree = protocol.estimate(
    questionTokens,
    protocolConfig,
    Object.fromEntries([...means].map(([role, { completionTokens }]) => [role, completionTokens])),
  );
  const trees = questionIds.length;
  const work = new Map<string, Work>();
  const machines = new Map<string, { endpointId: string; gpuHourUsd: number }>();
  let [completions, requests, requestsAtMost, promptTokens, completionTokens, costUsd] = [0, 0, 0, 0, 0, 0];
  let [longestPath, siblings] = [0, "together" as RunEstimate["siblings"]];
  for (const [role, own] of Object.entries(perTree)) {
    const { endpointId = "", model = "" } = config.roles[role] ?? {};
    const measured = means.get(role);
    if (!measured) continue;
    const n = lanes.get(endpointId)?.quirks.get(model)?.n ?? "unknown";
    const isSingle = config.siblings === "off" || n === "no";
    if (own.completions > own.groups) {
      if (isSingle) siblings = "single";
      else if (n === "unknown" && !measured.hasSiblings && siblings === "together") siblings = "unknown";
    }
    const asked = trees * (isSingle ? own.completions : own.groups);
    const usage = {
      promptTokens: asked * (measured.promptTokens ?? own.promptTokens),
      completionTokens: trees * own.completions * measured.completionTokens,
      cachedPromptTokens: asked * (measured.promptTokens ?? own.promptTokens) * measured.cachedShare,
    };
    const price = endpoints.get(endpointId)?.prices[model];
    if (price && "gpuHourUsd" in price)
      machines.set(`${endpointId} ${model}`, { endpointId, gpuHourUsd: price.gpuHourUsd });
    completions += trees * own.completions;
    requests += asked;
    requestsAtMost += trees * own.completions;
    promptTokens += usage.promptTokens;
    completionTokens += usage.completionTokens;
    costUsd += costOf(usage, price);
    longestPath += measured.seconds;
    const sum = work.get(endpointId) ?? { requests: 0, tokens: 0, seconds: 0 };
    sum.requests += asked;
    sum.tokens += usage.promptTokens + usage.completionTokens;
    sum.seconds += asked * measured.seconds;
    work.set(endpointId, sum);
  }
  const took = [...work].map(([endpointId, { requests: asked, tokens, seconds }]) => {
    const endpoint = endpoints.get(endpointId);
    return Math.max(
      seconds / (endpoint?.maxConcurrency ?? 1),
      endpoint?.requestsPerMinute ? (asked * 60) / endpoint.requestsPerMinute : 0,
      endpoint?.tokensPerMinute ? (tokens * 60) / endpoint.tokensPerMinute : 0,
    );
  });
  const byLatency = trees === 0 ? 0 : Math.max(longestPath, ...took);
  // Latencies alone know nothing of what this machine takes for storing and judging, nor of a server that queues.
  const reached = await reachedRate(store, { protocol: config.protocol, roles: config.roles });
  const byRate = reached === null ? 0 : completions / reached;
  const seconds = Math.max(byLatency, byRate);
  for (const { gpuHourUsd } of machines.values()) costUsd += (seconds * gpuHourUsd) / 3600;
  const basis = describeBasis(
    protocol.roles.flatMap(({ name, title }) => {
      const own = means.get(name);
      return own ? [{ title, model: config.roles[name]?.model ?? "", means: own }] : [];
    }),
  );
  const rate = `Time: no earlier run of these models was quicker than ${writeRate(reached ?? 0)} completions a second.`;
  const unknown = `Whether the endpoint takes several siblings in one request shows with the first one; if not, it is ${requestsAtMost.toLocaleString("en")} requests.`;
  return {
    completions,
    requests,
    requestsAtMost,
    siblings,
    promptTokens: Math.round(promptTokens),
    completionTokens: Math.round(completionTokens),
    costUsd,
    seconds,
    basis: [basis, ...(byRate > byLatency ? [rate] : []), ...(siblings === "unknown" ? [unknown] : [])].join(
      " ",
    ),
    trees,
    completionsByRole: Object.fromEntries(
      Object.entries(perTree).map(([role, own]) => [role, own.completions]),
    ),
  };
}

const writeRate = (perSecond: number): string =>
  perSecond < 9.95 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString("en");
