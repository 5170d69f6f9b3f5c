import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { countRunsByStatus } from "../../db/queries/runs.ts";
import type { Malthouse } from "../engine/malthouse.ts";

const registry = new Registry();
const gauge = (name: string, help: string, labelNames: string[] = []) =>
  new Gauge({ name, help, labelNames, registers: [registry] });

const runs = gauge("malthouse_runs", "Runs by status", ["status"]);
const inFlight = gauge("malthouse_requests_in_flight", "Requests under way by endpoint", ["endpoint"]);
const queued = gauge("malthouse_groups_ready", "Sibling groups ready to be asked for, by endpoint", [
  "endpoint",
]);
const limit = gauge("malthouse_concurrency_limit", "Requests that may be in flight now, by endpoint", [
  "endpoint",
]);
const judgeTexts = gauge("malthouse_judge_texts", "Texts at the judge: waiting or judging", ["state"]);
const judgeWorkers = gauge("malthouse_judge_workers", "Worker processes of the judge");
const verdicts = gauge("malthouse_judge_verdicts", "Verdicts given since the start", ["verdict"]);
const judgeLosses = gauge(
  "malthouse_judge_losses",
  "Texts stopped at the time limit, texts that ended their worker twice, and workers lost, since the start",
  ["kind"],
);
collectDefaultMetrics({ register: registry });

/** Prometheus text of now. */
export async function renderMetrics({
  store,
  grower,
  judge,
}: Malthouse): Promise<{ text: string; contentType: string }> {
  for (const own of [runs, inFlight, queued, limit]) own.reset();
  for (const [status, count] of Object.entries(await countRunsByStatus(store))) runs.set({ status }, count);
  for (const lane of grower.lanes.values()) {
    const labels = { endpoint: lane.endpointId };
    inFlight.set(labels, lane.inFlight);
    queued.set(labels, lane.queue.size);
    limit.set(labels, lane.gate.limit);
  }
  const { workers, waiting, judging, verdicts: given, timeouts, crashes, lostWorkers } = judge.stats();
  judgeWorkers.set(workers);
  for (const [state, count] of Object.entries({ waiting, judging })) judgeTexts.set({ state }, count);
  for (const [verdict, count] of Object.entries(given)) verdicts.set({ verdict }, count);
  for (const [kind, count] of Object.entries({ timeouts, crashes, workers: lostWorkers }))
    judgeLosses.set({ kind }, count);
  return { text: await registry.metrics(), contentType: registry.contentType };
}
