import { afterEach, describe, expect, test, vi } from "vitest";
import { countAttempts } from "../../db/queries/attempts.ts";
import { createEndpoint } from "../../db/queries/endpoints.ts";
import { getRun } from "../../db/queries/runs.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { endpointDefaults } from "../../lib/engine/known-endpoints.ts";
import { patchRun, pauseRun, resumeRun } from "../../lib/engine/run-actions.ts";
import { viewRun } from "../../lib/engine/run-view.ts";
import { openPeer, type Peer } from "../support/peer.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";

describe.skipIf(!hasPostgres)("several engines on one PostgreSQL", () => {
  const opened: Peer[] = [];
  const dropped: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const peer of opened.splice(0)) await peer.close().catch(() => {});
    for (const drop of dropped.splice(0)) await drop();
  });
  async function openPeers(count: number): Promise<Peer[]> {
    const { url, drop } = await freshPostgres();
    dropped.push(drop);
    const peers: Peer[] = [];
    for (let index = 0; index < count; index++) peers.push(await openPeer(url));
    opened.push(...peers);
    return peers;
  }

  test("grow one run together: each tree once, no place asked for twice, events reach both", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    const served = await first.serve({ latencyMs: 5, endpoint: { maxConcurrency: 8 } });
    const run = await first.grow(served, { questions: 8, branching: 2, siblings: "off", seed: 3 });
    const ended = await second.until(run.id, "completed", "failed", "paused");
    expect(ended.status).toBe("completed");
    const seeds = served.server.requests.map(({ body }) => body["seed"]);
    expect(seeds).toHaveLength(8 * 14);
    expect(new Set(seeds).size).toBe(8 * 14);
    expect(await runTotals(first.store, run.id)).toMatchObject({
      treesDone: 8,
      nodesDone: 112,
      requests: 112,
    });
    expect([...first.errors, ...second.errors]).toEqual([]);
    for (const peer of [first, second]) expect(peer.said.join(" ")).toContain("growing");
    expect(await countAttempts(first.store, [run.id])).toEqual(new Map());
  }, 60_000);

  test("never have more requests under way than the endpoint takes, whoever joins", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    let [underWay, most] = [0, 0];
    const served = await first.serve({
      latencyMs: 15,
      endpoint: { maxConcurrency: 5 },
      faults: () => {
        underWay += 1;
        most = Math.max(most, underWay);
        return "ok";
      },
      answer: () => {
        underWay -= 1;
        return "Final Answer: 7";
      },
    });
    const run = await first.grow(served, { questions: 8, branching: 2, siblings: "off" });
    expect((await second.until(run.id, "completed", "failed", "paused")).status).toBe("completed");
    expect(most).toBeLessThanOrEqual(5);
    expect(served.server.requests).toHaveLength(8 * 14);
  }, 60_000);

  test("count two endpoints with one address and key as one server, whichever of them each asks", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    let [underWay, most] = [0, 0];
    const served = await first.serve({
      latencyMs: 15,
      endpoint: { maxConcurrency: 8 },
      faults: () => {
        underWay += 1;
        most = Math.max(most, underWay);
        return "ok";
      },
      answer: () => {
        underWay -= 1;
        return "Final Answer: 7";
      },
    });
    const twin = await createEndpoint(first.store, {
      ...endpointDefaults,
      name: "the same by another name",
      baseUrl: `${served.server.url}/`,
      maxConcurrency: 3,
      timeoutSeconds: 20,
    });
    const growing = { questions: 4, branching: 2, siblings: "off" } as const;
    const one = await first.grow({ ...served, endpoint: twin }, growing);
    const other = await second.grow(served, growing);
    for (const { id } of [one, other])
      expect((await first.until(id, "completed", "failed", "paused")).status).toBe("completed");
    expect(most).toBeLessThanOrEqual(3);
    expect(served.server.requests).toHaveLength(2 * 4 * 14);
  }, 60_000);

  test("grow one tree together in a trial, and the rest once one of them resumes", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    const served = await first.serve({ latencyMs: 5, endpoint: { maxConcurrency: 8 } });
    const run = await first.grow(served, { questions: 5, branching: 2, siblings: "off", trial: true });
    await second.until(run.id, "paused");
    expect(await runTotals(first.store, run.id)).toMatchObject({ treesDone: 1, nodesDone: 14 });
    expect(served.server.requests).toHaveLength(14);
    await resumeRun(second, run.id);
    expect((await first.until(run.id, "completed", "paused")).status).toBe("completed");
    expect(served.server.requests).toHaveLength(5 * 14);
  }, 60_000);

  test("grow a trial's tree on where the one that grew it has gone", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    const served = await second.serve({ latencyMs: 500, endpoint: { maxConcurrency: 2 } });
    const run = await first.grow(served, { questions: 5, branching: 2, siblings: "off", trial: true });
    // It has looked for a tree, with a part of the endpoint, and was left none.
    const isDry = () => second.grower.active.get(run.id)?.source.isDry === true;
    await vi.waitUntil(isDry, { timeout: 30_000, interval: 20 });
    await first.close();
    expect((await second.until(run.id, "paused")).waitingReason).toMatch(/trial has ended/);
    expect(await runTotals(second.store, run.id)).toMatchObject({ treesDone: 1, nodesDone: 14 });
  }, 60_000);

  test("keep one budget together, to the request, and finish once it is raised", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    const served = await first.serve({ latencyMs: 10, endpoint: { maxConcurrency: 6 } });
    const run = await first.grow(served, {
      questions: 4,
      branching: 2,
      siblings: "off",
      budget: { requests: 25 },
    });
    const paused = await second.until(run.id, "paused", "completed");
    expect(paused).toMatchObject({ status: "paused", waitingFor: "budget" });
    await second.grower.settled(run.id);
    expect(served.server.requests).toHaveLength(25);
    await patchRun(first, run.id, { budget: { requests: 4 * 14 } });
    await resumeRun(first, run.id);
    expect((await second.until(run.id, "completed", "paused")).status).toBe("completed");
    expect(served.server.requests).toHaveLength(4 * 14);
    expect([...first.errors, ...second.errors]).toEqual([]);
  }, 60_000);

  test("wait together where the endpoint asked one of them to wait", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    const served = await first.serve({
      latencyMs: 10,
      endpoint: { maxConcurrency: 4 },
      faults: (_, index) =>
        index === 20 ? { status: 429, headers: { "retry-after": "600" }, body: { error: {} } } : "ok",
    });
    const run = await first.grow(served, { questions: 8, branching: 2, siblings: "off" });
    const isWaiting = (peer: Peer) =>
      (peer.grower.lanes.get(served.endpoint.id)?.gate.waitUntil ?? null) !== null;
    await first.untilTrue(run.id, () => isWaiting(first) && isWaiting(second));
    await pauseRun(second, run.id);
    expect(served.server.requests.length).toBeLessThanOrEqual(20 + 4);
  }, 60_000);

  test("leave a run to those that have its key, and say so where none of them is left", async () => {
    const { url, drop } = await freshPostgres();
    dropped.push(drop);
    const keyless = await openPeer(url, { hasKeys: false });
    opened.push(keyless);
    const served = await keyless.serve({ latencyMs: 10, requireKey: "k", endpoint: { apiKey: "k" } });
    const start = (questions = 3) => keyless.grow(served, { questions, branching: 2, siblings: "off" });
    const alone = await start();
    expect(alone).toMatchObject({ status: "paused", waitingFor: "endpoint" });
    expect(alone.waitingReason).toMatch(/another secrets.key/);
    const holder = await openPeer(url);
    opened.push(holder);
    const left = await start();
    expect(left.status).toBe("growing");
    expect(left.notices.map(({ code }) => code)).toEqual(["left_to_others"]);
    expect((await keyless.until(left.id, "completed", "failed", "paused")).status).toBe("completed");
    expect(served.server.requests).toHaveLength(3 * 14);
    await resumeRun(holder, alone.id);
    expect((await keyless.until(alone.id, "completed", "failed", "paused")).status).toBe("completed");
    const last = await start(40);
    await holder.close();
    const shown = await viewRun(keyless, await getRun(keyless.store, last.id));
    expect(shown).toMatchObject({ status: "growing", waitingFor: "endpoint" });
    expect(shown.waitingReason).toMatch(/no other process has a request of it under way/);
  }, 60_000);

  test("a pause given to one holds both, a resume given to the other goes on, and nothing is asked for twice", async () => {
    const [first, second] = (await openPeers(2)) as [Peer, Peer];
    const served = await first.serve({ latencyMs: 20, endpoint: { maxConcurrency: 6 } });
    const run = await first.grow(served, { questions: 6, branching: 2, siblings: "off", seed: 3 });
    await second.untilTrue(run.id, () => served.server.requests.length > 20);
    await pauseRun(first, run.id);
    await second.until(run.id, "paused");
    await first.grower.settled(run.id);
    await second.untilTrue(run.id, () => !second.grower.active.has(run.id));
    const asked = served.server.requests.length;
    expect(asked).toBeLessThan(6 * 14);
    expect((await getRun(first.store, run.id)).status).toBe("paused");
    await resumeRun(second, run.id);
    expect((await first.until(run.id, "completed", "failed")).status).toBe("completed");
    const seeds = served.server.requests.map(({ body }) => body["seed"]);
    expect(new Set(seeds).size).toBe(6 * 14);
    expect(seeds).toHaveLength(6 * 14);
    expect([...first.errors, ...second.errors]).toEqual([]);
  }, 60_000);
});
