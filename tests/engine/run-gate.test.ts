import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import { changeEndpoint } from "../../lib/engine/save-endpoint.ts";
import { resumeRun } from "../../lib/engine/run-actions.ts";
import { viewRun } from "../../lib/engine/run-view.ts";
import { tryEndpointNow } from "../../lib/engine/try-endpoint-now.ts";
import { viewLimit } from "../../lib/engine/view-limit.ts";
import type { Fault } from "../support/endpoint-server.ts";
import { describeFiles } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

const shape = { branching: 2, siblings: "off", seed: 1 } as const;
const wholeTree = 14;
const refusal = (status: number, headers: Record<string, string> = {}, error: object = {}): Fault => ({
  status,
  headers,
  body: { error: { message: "slow down", ...error } },
});
const soon = (): Record<string, string> => {
  // The server's clock is years off; a date means what it is by that clock.
  const date = new Date(Date.UTC(2001, 0, 1));
  return { date: date.toUTCString(), "retry-after": new Date(date.getTime() + 1000).toUTCString() };
};

describeFiles("the gate of an endpoint", (openStore) => {
  const open = useStudio(openStore);

  test("a refusal in the middle of a run waits as long as it says, whatever the wording, and is no attempt", async () => {
    const wordings: [Fault, number][] = [
      [refusal(429, { "retry-after": "1" }), 1000],
      [refusal(429, soon()), 1000],
      [refusal(429, { "retry-after-ms": "300" }), 300],
      [refusal(429), 1000],
      [refusal(503, { "retry-after": "1" }), 1000],
      [refusal(529, { "retry-after-ms": "300" }), 300],
    ];
    await Promise.all(
      wordings.map(async ([fault, waitMs]) => {
        const studio = await open();
        const times: number[] = [];
        const served = await studio.serve({
          endpoint: { maxConcurrency: 1 },
          faults: (_, index) => {
            times.push(performance.now());
            return index === 5 ? fault : "ok";
          },
        });
        const run = await studio.grow(served, { questions: 1, ...shape });
        await studio.until(run.id, "completed");
        expect(times[6]! - times[5]!).toBeGreaterThanOrEqual(waitMs - 5);
        expect(served.server.requests).toHaveLength(wholeTree + 1);
        const ended = await getRun(studio.store, run.id);
        expect(ended).toMatchObject({ mayHaveBeenCharged: 0 });
        expect(await runTotals(studio.store, run.id)).toMatchObject({ failedParts: 0, nodesDone: wholeTree });
      }),
    );
  });

  test("a wait of minutes is counted down in the run, and try now ends it", async () => {
    const studio = await open();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 2 },
      faults: (_, index) => (index === 4 ? refusal(429, { "retry-after": "600" }) : "ok"),
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    const view = async () => await viewRun(studio, await getRun(studio.store, run.id));
    await studio.untilTrue(run.id, async () => (await view()).waitingFor === "rate_limit");
    const waiting = await view();
    expect(waiting).toMatchObject({ status: "growing", waitingReason: expect.stringContaining("429") });
    const left = Date.parse(waiting.waitingUntil ?? "") - Date.now();
    expect(left).toBeGreaterThan(590_000);
    expect(left).toBeLessThanOrEqual(600_000);
    expect(waiting.limits).toMatchObject([
      { endpointId: served.endpoint.id, waitingReason: expect.stringContaining("429"), maxConcurrency: 2 },
    ]);
    await tryEndpointNow(studio, served.endpoint.id);
    await studio.until(run.id, "completed");
    const { points } = await viewLimit(studio, served.endpoint.id);
    expect(points.slice(0, 4).map(({ limit, reason }) => [limit, reason])).toEqual([
      [2, "the start"],
      [0, expect.stringMatching(/^closed for 10 min: .*429/)],
      [1, "a person asked to try now"],
      [1, "cut from 2 to 1: the endpoint refused a request (429)"],
    ]);
    for (const { at } of points) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
  });

  test("a wait above 15 minutes pauses every run of the endpoint and says until when; resume tries", async () => {
    const studio = await open();
    let isBusy = true;
    const served = await studio.serve({
      endpoint: { maxConcurrency: 2 },
      faults: (_, index) => (isBusy && index >= 5 ? refusal(429, { "retry-after": "7200" }) : "ok"),
    });
    const first = await studio.grow(served, { questions: 3, ...shape });
    const second = await studio.grow(served, { questions: 1, ...shape });
    for (const { id } of [first, second]) {
      const paused = await studio.until(id, "paused");
      expect(paused).toMatchObject({
        waitingFor: "rate_limit",
        waitingReason: expect.stringContaining("more than 15 minutes"),
      });
      const left = (paused.waitingUntil?.getTime() ?? 0) - Date.now();
      expect(left).toBeGreaterThan(7_100_000);
      expect(left).toBeLessThanOrEqual(7_200_000);
      await studio.grower.settled(id);
    }
    const asked = served.server.requests.length;
    expect(asked).toBeLessThanOrEqual(7);
    await resumeRun(studio, first.id);
    await studio.until(first.id, "paused");
    await studio.grower.settled(first.id);
    expect(served.server.requests).toHaveLength(asked + 1);
    isBusy = false;
    await resumeRun(studio, first.id);
    await resumeRun(studio, second.id);
    for (const { id } of [first, second]) await studio.until(id, "completed");
    expect(await runTotals(studio.store, first.id)).toMatchObject({ nodesDone: 42, failedParts: 0 });
  });

  test("fifteen minutes of nothing but refusals pause the run", async () => {
    let jumpMs = 0;
    const studio = await open({ now: () => performance.now() + jumpMs });
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1 },
      faults: (_, index) => {
        if (index < 4) return "ok";
        jumpMs += 5 * 60_000;
        return refusal(429, { "retry-after-ms": "20" });
      },
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    const paused = await studio.until(run.id, "paused");
    expect(paused).toMatchObject({
      waitingFor: "rate_limit",
      waitingReason: expect.stringContaining("for 15 minutes"),
    });
    expect(served.server.requests.length).toBeLessThanOrEqual(9);
    expect((await runTotals(studio.store, run.id)).failedParts).toBe(0);
  });

  test("an endpoint that fails all is asked one request at a time until it answers", async () => {
    const studio = await open();
    const besideProbes: number[] = [];
    const served = await studio.serve({
      endpoint: { maxConcurrency: 8 },
      faults: () => {
        const lane = studio.grower.lanes.get(served.endpoint.id);
        const isProbe = lane?.gate.history.at(-1)?.limit === 1;
        if (isProbe && besideProbes.length < 2) besideProbes.push(lane.inFlight);
        return besideProbes.length < 2 ? refusal(500) : "ok";
      },
    });
    const run = await studio.grow(served, { questions: 4, ...shape });
    await studio.until(run.id, "completed");
    expect(besideProbes).toEqual([1, 1]);
    expect(await runTotals(studio.store, run.id)).toMatchObject({ nodesDone: 56, failedParts: 0 });
  }, 20_000);

  test("a new key does not wait for what the old one was told", async () => {
    const studio = await open();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1 },
      faults: (_, index) => (index === 0 ? refusal(429, { "retry-after": "600" }) : "ok"),
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    await studio.untilTrue(
      run.id,
      () => typeof studio.grower.lanes.get(served.endpoint.id)?.gate.waitUntil === "number",
    );
    await changeEndpoint(studio, served.endpoint.id, { apiKey: "another" });
    await studio.until(run.id, "completed");
  });
});

describeFiles("a fault that is nobody's but a person's to mend", (openStore) => {
  const open = useStudio(openStore);

  test.each<[string, Fault, RegExp]>([
    ["429 insufficient_quota", refusal(429, {}, { code: "insufficient_quota" }), /Top up the account/],
    ["402", refusal(402), /Top up the account/],
    ["401", refusal(401), /refuses the key \(401\).*valid key/],
    ["403", refusal(403), /refuses the key \(403\).*valid key/],
    [
      "404 for the model",
      refusal(404, {}, { message: "The model `test-model` does not exist", code: "model_not_found" }),
      /no model "test-model".* It has test-model\.$/,
    ],
  ])(
    "%s pauses the run at once and says what to do; what is under way is stored, resume goes on",
    async (_, fault, words) => {
      const studio = await open();
      let isMended = false;
      const served = await studio.serve({
        endpoint: { maxConcurrency: 4 },
        latencyMs: 15,
        faults: (_request, index) => (!isMended && index >= 5 ? fault : "ok"),
      });
      const run = await studio.grow(served, { questions: 3, ...shape });
      await studio.untilTrue(run.id, async () => {
        const { status, waitingReason } = await getRun(studio.store, run.id);
        return status === "paused" && words.test(waitingReason ?? "");
      });
      await studio.grower.settled(run.id);
      expect(await getRun(studio.store, run.id)).toMatchObject({ waitingFor: "endpoint", status: "paused" });
      // No retries: what was refused is what was under way.
      expect(served.server.requests.length).toBeLessThanOrEqual(9);
      expect(await runTotals(studio.store, run.id)).toMatchObject({ nodesDone: 5, failedParts: 0 });
      isMended = true;
      await resumeRun(studio, run.id);
      await studio.until(run.id, "completed");
      expect(served.server.completionsGiven).toBe(3 * wholeTree);
    },
  );
});
