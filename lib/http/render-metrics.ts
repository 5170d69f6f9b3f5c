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
collectDefaultMetrics({ register: registry });

/** Prometheus text of now. */
export async function renderMetrics({
  store,
  grower,
}: Malthouse): Promise<{ text: string; contentType: string }> {
  for (const own of [runs, inFlight, queued, limit]) own.reset();
  for (const [status, count] of Object.entries(await countRunsByStatus(store))) runs.set({ status }, count);
  for (const lane of grower.lanes.values()) {
    const labels = { endpoint: lane.endpointId };
    inFlight.set(labels, lane.inFlight);
    queued.set(labels, lane.queue.size);
    limit.set(labels, lane.gate.limit);
  }
  return { text: await registry.metrics(), contentType: registry.contentType };
}
