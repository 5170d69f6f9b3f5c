import type { z } from "zod";
import { getDataset } from "../../db/queries/datasets.ts";
import type { EndpointRow } from "../../db/rows.ts";
import type { RunCheck } from "../http/wire/run-checks.ts";
import type { RunCreate, RunEstimate } from "../http/wire/runs.ts";
import { askModels } from "./ask-models.ts";
import { checkContext } from "./check-context.ts";
import { type Planned, planRun } from "./create-run.ts";
import { estimateRun } from "./estimate-run.ts";
import { simulatorId } from "./known-endpoints.ts";
import type { ModelInfo } from "./list-models.ts";
import type { Malthouse } from "./malthouse.ts";

type Request = z.output<typeof RunCreate>;
type Say = (code: string, level: RunCheck["level"], message: string, path?: string) => void;

/**
 * Looks at all that can be known of a run before it starts: endpoints, models, prices, settings, budget, golds. Asks
 * endpoints for their models only, so it costs nothing; stores nothing. Throws what starting it would throw.
 */
export async function checkRun(parts: Malthouse, request: Request): Promise<RunCheck[]> {
  const { store } = parts;
  const planned = await planRun(store, request);
  const checks: RunCheck[] = [];
  const say: Say = (code, level, message, path) =>
    void checks.push({ code, level, message, path: path ?? null });
  const listed = await checkEndpoints(parts, planned, say);
  checkModels(planned, listed, say);
  await checkContext(store, request.datasetId, planned, listed, say);
  checkPrices(planned, request, say);
  checkSettings(planned, say);
  checkBudget(request, await estimateRun(store, request), say);
  checkGolds(await getDataset(store, request.datasetId), say);
  const rank = { error: 0, warning: 1, info: 2, ok: 3 } as const;
  return checks.sort((a, b) => rank[a.level] - rank[b.level]);
}

const titleOf = ({ protocol }: Planned, role: string): string =>
  protocol.roles.find(({ name }) => name === role)?.title ?? role;

/** Endpoints that answer, by id, with the models they list; null where they list none. */
export type Listed = ReadonlyMap<string, readonly ModelInfo[] | null>;

async function checkEndpoints(
  { keys }: Malthouse,
  { config, endpoints }: Planned,
  say: Say,
): Promise<Listed> {
  const ids = [...new Set(Object.values(config.roles).map(({ endpointId }) => endpointId))];
  const asked = await Promise.all(
    ids.map(async (id) => [id, await askModels(() => keys.accessOf(id))] as const),
  );
  const listed = new Map<string, readonly ModelInfo[] | null>();
  for (const [id, answer] of asked) {
    const name = endpoints.get(id)?.name ?? id;
    const role = Object.entries(config.roles).find(([, own]) => own.endpointId === id)?.[0] ?? "";
    if ("reason" in answer)
      say("endpoint_silent", "error", `${name}: ${answer.reason}`, `roles.${role}.endpointId`);
    else {
      say("endpoint_answers", "ok", `${name} answers.`);
      listed.set(id, answer.models);
    }
  }
  return listed;
}

function checkModels(planned: Planned, listed: Listed, say: Say): void {
  const there = new Set<string>();
  for (const [role, { endpointId, model }] of Object.entries(planned.config.roles)) {
    const models = listed.get(endpointId);
    const name = planned.endpoints.get(endpointId)?.name ?? endpointId;
    const path = `roles.${role}.model`;
    if (models === undefined) continue;
    if (models === null)
      say(
        "models_unlisted",
        "info",
        `${name} lists no models: a trial shows whether ${model} is there.`,
        path,
      );
    else if (!models.some(({ id }) => id === model)) {
      const few = models.slice(0, 8).map(({ id }) => id);
      const more = models.length > few.length ? ` and ${models.length - few.length} more` : "";
      say(
        "model_missing",
        "error",
        `${titleOf(planned, role)}: ${name} has no model ${model}. It has ${few.join(", ")}${more}.`,
        path,
      );
    } else there.add(model);
  }
  if (there.size > 0) say("model_there", "ok", `${[...there].join(", ")}: there.`);
}

function checkPrices({ config, endpoints }: Planned, { budget }: Request, say: Say): void {
  const isUnpriced = ({ endpointId, model }: { endpointId: string; model: string }, endpoint?: EndpointRow) =>
    endpointId !== simulatorId && endpoint?.prices[model] === undefined;
  const unpriced = new Set(
    Object.values(config.roles)
      .filter((role) => isUnpriced(role, endpoints.get(role.endpointId)))
      .map(({ model }) => model),
  );
  if (unpriced.size === 0) say("prices_known", "ok", "Each model has a price.");
  else
    say(
      "price_missing",
      budget?.usd === undefined ? "info" : "warning",
      `No price is set for ${[...unpriced].join(", ")}: its cost is not counted${budget?.usd === undefined ? "" : ", and a budget in $ cannot hold it"}. Set one at its endpoint.`,
    );
}

function checkSettings(planned: Planned, say: Say): void {
  const { config } = planned;
  const frozen = Object.entries(config.roles).filter(
    ([role, { temperature }]) => temperature === 0 && (config.branching[role] ?? 1) > 1,
  );
  for (const [role] of frozen)
    say(
      "temperature_zero",
      "warning",
      `${titleOf(planned, role)}: at temperature 0 siblings come out identical, so there will be hardly any pairs.`,
      `roles.${role}.temperature`,
    );
  if (Object.values(config.branching).every((count) => count === 1))
    say("single_path", "warning", "Branching 1 grows no siblings, so there will be no pairs.", "branching");
  if (Object.values(config.roles).some(({ endpointId }) => endpointId === simulatorId))
    say("simulated", "info", "A model is simulated: the numbers say nothing about language models.");
}

function checkBudget({ budget }: Request, estimate: RunEstimate, say: Say): void {
  if (!budget || Object.values(budget).every((cap) => cap === undefined)) return;
  const { costUsd, requests, promptTokens, completionTokens, basis } = estimate;
  const tokens = promptTokens + completionTokens;
  const over = [
    budget.usd !== undefined && costUsd > budget.usd ? `$${costUsd.toFixed(2)} of $${budget.usd}` : null,
    budget.tokens !== undefined && tokens > budget.tokens
      ? `${tokens.toLocaleString("en")} of ${budget.tokens.toLocaleString("en")} tokens`
      : null,
    budget.requests !== undefined && requests > budget.requests
      ? `${requests.toLocaleString("en")} of ${budget.requests.toLocaleString("en")} requests`
      : null,
  ].filter((part) => part !== null);
  if (over.length === 0) say("budget", "ok", "The budget covers the forecast.", "budget");
  else
    say(
      "budget",
      "warning",
      `The forecast is above the budget (${over.join(", ")}): the run will pause there. ${basis}`,
      "budget",
    );
}

function checkGolds(
  { name, goldCheck, questionCount }: Awaited<ReturnType<typeof getDataset>>,
  say: Say,
): void {
  const problems = goldCheck?.problems ?? 0;
  if (goldCheck === null) say("golds_unread", "info", `The golds of ${name} are still being read.`);
  else if (problems === 0) say("golds_read", "ok", `The judge reads every gold of ${name}.`);
  else
    say(
      "golds_unreadable",
      "warning",
      `The judge cannot read ${problems.toLocaleString("en")} of ${questionCount.toLocaleString("en")} golds of ${name}: their leaves stay unknown. The data set's page lists them.`,
      "datasetId",
    );
  say("answers", "info", "A trial shows whether the judge can read this model's answers: Try one question.");
}
