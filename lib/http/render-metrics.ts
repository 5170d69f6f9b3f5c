import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import { runTotals } from "../../db/queries/run-totals.ts";
import { countRunsByStatus } from "../../db/queries/runs.ts";
import type { Lane } from "../engine/lane.ts";
import type { Malthouse } from "../engine/malthouse.ts";
import type { Tally } from "../engine/tally.ts";
import type { JudgePool } from "../judge/pool.ts";

const registry = new Registry();
const gauge = (name: string, help: string, labelNames: string[] = []) =>
  new Gauge({ name, help, labelNames, registers: [registry] });
const counter = (name: string, help: string, labelNames: string[] = []) =>
  new Counter({ name, help, labelNames, registers: [registry] });

const runs = gauge("malthouse_runs", "Runs by status", ["status"]);
const growing = gauge("malthouse_growing", "Trees and nodes of the runs that grow now", ["part", "state"]);
const pace = gauge("malthouse_completions_per_second", "Nodes stored over the last 10 s by growing runs");
const trouble = gauge(
  "malthouse_store_refuses",
  "1 while the database takes nothing and growing waits for it",
);

const inFlight = gauge("malthouse_requests_in_flight", "Requests under way by endpoint", ["endpoint"]);
const queued = gauge("malthouse_groups_ready", "Sibling groups ready to be asked for, by endpoint", [
  "endpoint",
]);
const limit = gauge("malthouse_concurrency_limit", "Requests that may be in flight now, by endpoint", [
  "endpoint",
]);
const closed = gauge("malthouse_gate_closed_seconds", "Seconds until an endpoint is asked again; 0: open", [
  "endpoint",
]);

const requests = counter("malthouse_requests_total", "Requests that ended, by endpoint and how", [
  "endpoint",
  "outcome",
]);
const requestSeconds = counter("malthouse_request_seconds_total", "Seconds that those requests took", [
  "endpoint",
]);
const uncertain = counter(
  "malthouse_may_have_been_charged_total",
  "Requests that broke off and may appear on the bill",
  ["endpoint"],
);
const completions = counter("malthouse_completions_total", "Usable choices by endpoint and role", [
  "endpoint",
  "role",
]);
const tokens = counter("malthouse_tokens_total", "Tokens by endpoint, role and direction", [
  "endpoint",
  "role",
  "direction",
]);
const dollars = counter("malthouse_cost_usd_total", "Dollars by the prices set, by endpoint and role", [
  "endpoint",
  "role",
]);
const stores = counter("malthouse_stored_answers_total", "Transactions that stored an answer");
const storeSeconds = counter(
  "malthouse_store_seconds_total",
  "Seconds from asking for those transactions to their end",
);

const judgeTexts = gauge("malthouse_judge_texts", "Texts at the judge: waiting or judging", ["state"]);
const judgeWorkers = gauge("malthouse_judge_workers", "Worker processes of the judge");
const verdicts = gauge("malthouse_judge_verdicts", "Verdicts given since the start", ["verdict"]);
const judgeLosses = gauge(
  "malthouse_judge_losses",
  "Texts stopped at the time limit, texts that ended their worker twice, and workers lost, since the start",
  ["kind"],
);
collectDefaultMetrics({ register: registry });

/** Prometheus text of now. No label's values grow with runs, trees or questions. */
export async function renderMetrics({
  store,
  grower,
  judge,
}: Malthouse): Promise<{ text: string; contentType: string }> {
  runs.reset();
  for (const [status, count] of Object.entries(await countRunsByStatus(store))) runs.set({ status }, count);
  await setGrowing(store, grower);
  trouble.set(grower.trouble.reason === null ? 0 : 1);
  setLanes([...grower.lanes.values()]);
  setTally(grower.tally);
  setJudge(judge);
  return { text: await registry.metrics(), contentType: registry.contentType };
}

async function setGrowing(store: Malthouse["store"], { active }: Malthouse["grower"]): Promise<void> {
  const sums = { trees: { total: 0, done: 0, failed: 0 }, nodes: { total: 0, done: 0, failed: 0 } };
  let perSecond = 0;
  for (const run of active.values()) {
    const totals = await runTotals(store, run.id);
    run.pace.see(totals.nodesDone, performance.now());
    perSecond += run.pace.recent() ?? 0;
    sums.trees.total += totals.treesTotal;
    sums.trees.done += totals.treesDone;
    sums.trees.failed += totals.treesFailed;
    sums.nodes.total += totals.nodesTotal;
    sums.nodes.done += totals.nodesDone;
    sums.nodes.failed += totals.failedParts;
  }
  for (const [part, states] of Object.entries(sums))
    for (const [state, count] of Object.entries(states)) growing.set({ part, state }, count);
  pace.set(perSecond);
}

function setLanes(lanes: readonly Lane[]): void {
  for (const own of [inFlight, queued, limit, closed]) own.reset();
  for (const lane of lanes) {
    const labels = { endpoint: lane.endpointId };
    inFlight.set(labels, lane.inFlight);
    queued.set(labels, lane.queue.size);
    limit.set(labels, lane.gate.limit);
    const { waitUntil } = lane.gate;
    closed.set(labels, waitUntil === null ? 0 : Math.max(0, (waitUntil - performance.now()) / 1000));
  }
}

function setTally({ endpoints, stores: stored }: Tally): void {
  for (const own of [requests, requestSeconds, uncertain, completions, tokens, dollars]) own.reset();
  for (const [endpoint, sums] of endpoints) {
    for (const [outcome, count] of sums.requests) requests.inc({ endpoint, outcome }, count);
    requestSeconds.inc({ endpoint }, sums.requestSeconds);
    uncertain.inc({ endpoint }, sums.mayHaveBeenCharged);
    for (const [role, own] of sums.roles) {
      completions.inc({ endpoint, role }, own.completions);
      tokens.inc({ endpoint, role, direction: "in" }, own.promptTokens);
      tokens.inc({ endpoint, role, direction: "out" }, own.completionTokens);
      dollars.inc({ endpoint, role }, own.costUsd);
    }
  }
  stores.reset();
  stores.inc(stored.count);
  storeSeconds.reset();
  storeSeconds.inc(stored.seconds);
}

function setJudge(judge: JudgePool): void {
  const { workers, waiting, judging, verdicts: given, timeouts, crashes, lostWorkers } = judge.stats();
  judgeWorkers.set(workers);
  for (const [state, count] of Object.entries({ waiting, judging })) judgeTexts.set({ state }, count);
  for (const [verdict, count] of Object.entries(given)) verdicts.set({ verdict }, count);
  for (const [kind, count] of Object.entries({ timeouts, crashes, workers: lostWorkers }))
    judgeLosses.set({ kind }, count);
}
