import fc from "fast-check";
import { expect, test } from "vitest";
import type { EndpointRow } from "../../../db/rows.ts";
import { endpointDefaults } from "../../../lib/engine/known-endpoints.ts";
import { createLane, type Lane } from "../../../lib/engine/lane.ts";
import { enterLane, leaveLane } from "../../../lib/engine/votes/lane-places.ts";

const laneWith = (maxConcurrency: number): Lane => {
  const endpoint: EndpointRow = {
    ...endpointDefaults,
    id: "lab",
    name: "lab",
    baseUrl: "http://127.0.0.1:1/v1",
    maxConcurrency,
    createdAt: new Date(0),
  };
  const access = { baseUrl: endpoint.baseUrl, apiKey: null, timeoutSeconds: 1 };
  return createLane(endpoint, access, { now: () => 0, random: () => 0 });
};

/** Lets what was resolved run. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

test("enterLane(lane) keeps votes and runs within the endpoint's places, serves votes in order, and leaves no place taken", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.constantFrom("enter", "leave", "cancel", "run", "run ends"), { maxLength: 60 }),
      fc.boolean(),
      async (places, steps, isRunQueued) => {
        const lane = laneWith(places);
        if (isRunQueued)
          lane.queue.add({ runId: "r", treeId: "t", role: "x", slots: [], transient: 0, paidButBad: 0 }, [0]);
        let [runs, entered, votes, cancelled] = [0, 0, 0, 0];
        const order: number[] = [];
        const waiting = new Map<number, { isGone: boolean }>();
        const enter = () => {
          const number = entered++;
          const state = { isGone: false };
          waiting.set(number, state);
          void enterLane(lane, 1, () => state.isGone).then((pass) => {
            waiting.delete(number);
            if (pass === null) return;
            order.push(number);
            votes++;
            lane.gate.onCancel(pass);
          });
        };
        for (const step of steps) {
          if (step === "enter") enter();
          // What a growing run does: it takes a place whenever there is one.
          if (step === "run" && lane.gate.canStart(lane.inFlight))
            [lane.inFlight, runs] = [lane.inFlight + 1, runs + 1];
          if (step === "run ends" && runs > 0) [lane.inFlight, runs] = [lane.inFlight - 1, runs - 1];
          if (step === "leave" && votes > 0) {
            votes--;
            leaveLane(lane);
          }
          const [, last] = [...waiting].at(-1) ?? [];
          if (step === "cancel" && last && !last.isGone) {
            last.isGone = true;
            cancelled++;
          }
          await settle();
          expect(votes + runs).toBeLessThanOrEqual(places);
          if (isRunQueued) expect(votes).toBeLessThanOrEqual(Math.max(1, Math.floor(lane.gate.limit / 4)));
        }
        lane.inFlight -= runs;
        for (let left = 0; left < 200 && (votes > 0 || waiting.size > 0); left++) {
          if (votes > 0) {
            votes--;
            leaveLane(lane);
          } else {
            enter();
            [...waiting.values()].at(-1)!.isGone = true;
          }
          await settle();
        }
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(waiting.size).toBe(0);
        expect(lane.inFlight).toBe(0);
        expect(cancelled).toBeLessThanOrEqual(entered);
      },
    ),
    { numRuns: 150 },
  );
});

test("enterLane(lane) gets the next place that comes free although a run wants every one", async () => {
  const lane = laneWith(2);
  lane.inFlight = 2;
  const pass = enterLane(lane, 1, () => false);
  // A run's request ends, and the run looks for a place at once.
  lane.inFlight--;
  expect(lane.gate.canStart(lane.inFlight)).toBe(false);
  expect(await pass).not.toBe(null);
  expect(lane.inFlight).toBe(2);
  leaveLane(lane);
  expect(lane.gate.canStart(lane.inFlight)).toBe(true);
});
