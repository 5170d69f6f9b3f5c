import { expect, test } from "vitest";
import { measureSchedule } from "../bench/engine/measure-schedule.ts";

const [concurrency, questions] = [32, 30];

test("a run over one request a node is near the least time it could take", async () => {
  const schedule = await measureSchedule({ concurrency, questions, siblings: "off", isLimitKnown: true });
  expect(schedule.makespanMs / schedule.lowerBoundMs).toBeLessThanOrEqual(1.2);
  expect(schedule.busyShare).toBeGreaterThanOrEqual(0.97);
  expect(schedule.peakTrees).toBeLessThanOrEqual(concurrency / 2 + 4);
  expect(schedule.firstTreeMs).toBeLessThanOrEqual(8 * 3600);
  expect(schedule.requests).toBe(39 * questions);
});

test("a run with n asks 13 times a tree and pays for no completion twice", async () => {
  const schedule = await measureSchedule({
    concurrency,
    questions: 10,
    siblings: "auto",
    isLimitKnown: true,
  });
  expect(schedule).toMatchObject({ requests: 13 * 10, completions: 39 * 10 });
});
