import { expect, test } from "vitest";
import { measureSchedule } from "../bench/engine/measure-schedule.ts";

const questions = 30;

test.each([
  { concurrency: 8, atMost: 1.05 },
  { concurrency: 32, atMost: 1.2 },
])(
  "a run over one request a node is near the least time it could take, C = $concurrency",
  async ({ concurrency, atMost }) => {
    const schedule = await measureSchedule({ concurrency, questions, siblings: "off", isLimitKnown: true });
    expect(schedule.makespanMs / schedule.lowerBoundMs).toBeLessThanOrEqual(atMost);
    expect(schedule.busyShare).toBeGreaterThanOrEqual(0.97);
    expect(schedule.peakTrees).toBeLessThanOrEqual(concurrency / 2 + 4);
    expect(schedule.firstTreeMs).toBeLessThanOrEqual((concurrency > 8 ? 8 : 10) * 3600);
    expect(schedule.requests).toBe(39 * questions);
  },
);

test("a run with n asks 13 times a tree and pays for no completion twice", async () => {
  const schedule = await measureSchedule({
    concurrency: 32,
    questions: 20,
    siblings: "auto",
    isLimitKnown: true,
  });
  expect(schedule).toMatchObject({ requests: 13 * 20, completions: 39 * 20 });
});
