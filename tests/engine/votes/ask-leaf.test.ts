import { expect, test } from "vitest";
import { patchEndpoint } from "../../../db/queries/endpoints.ts";
import { runTotals } from "../../../db/queries/run-totals.ts";
import { estimateVotes } from "../../../lib/engine/votes/estimate-votes.ts";
import { getVoteTask } from "../../../db/queries/vote-tasks.ts";
import { cancelVotes, startVotes, votesSettled } from "../../../lib/engine/votes/ask-votes.ts";
import { plantRun } from "../plant-run.ts";
import { ask, error, leafOf, mixed, requestOf, serveVotes, votesOf } from "./ask.ts";
import { openFiles } from "../../support/stores.ts";
import { useStudio } from "../../support/use-studio.ts";

const open = useStudio(openFiles());

test("the same request while it is under way is the same task; another one is refused; cancelling keeps what was paid for", async () => {
  let reached = (): void => {};
  const third = new Promise<void>((resolve) => (reached = resolve));
  const studio = await open();
  const served = await serveVotes(studio, {
    endpoint: { maxConcurrency: 2 },
    latencyMs: 20,
    faults: (_, index) => {
      if (index === 2) reached();
      return "ok";
    },
  });
  const { run } = await plantRun(studio.store, mixed);
  const [one, two] = await Promise.all([
    startVotes(studio, run.id, requestOf(served)),
    startVotes(studio, run.id, requestOf(served)),
  ]);
  expect(two.id).toBe(one.id);
  await expect(startVotes(studio, run.id, requestOf(served, { again: true }))).rejects.toMatchObject({
    code: "wrong_state",
  });
  await third;
  expect((await cancelVotes(studio, run.id)).status).toBe("cancelled");
  await votesSettled(run.id);
  const task = await getVoteTask(studio.store, one.id);
  expect(task).toMatchObject({ status: "cancelled", message: null, requests: task.correct });
  expect(task.finishedAt).not.toBe(null);
  expect(task.correct).toBe(served.server.completionsGiven);
  expect(task.correct).toBeLessThan(5);
  expect((await votesOf(studio, run.id)).length).toBe(task.correct);
  await expect(cancelVotes(studio, run.id)).rejects.toMatchObject({ code: "wrong_state" });
  expect((await ask(studio, run.id, requestOf(served))).leavesTotal).toBe(5 - task.correct);
  expect((await votesOf(studio, run.id)).length).toBe(5);
});

test("failures are asked again as in a run, each cost is booked, and a leaf without a usable reply is told", async () => {
  const asked = new Map<string, number>();
  const studio = await open();
  const served = await serveVotes(studio, {
    endpoint: { prices: { "test-model": { promptPerMillion: 1000, completionPerMillion: 1000 } } },
    faults: ({ body }) => {
      const leaf = leafOf(body);
      const times = (asked.get(leaf) ?? 0) + 1;
      asked.set(leaf, times);
      if (leaf === "refiner 1.1.2 of tree 0") return "empty";
      if (times > 1) return "ok";
      if (leaf === "refiner 1.2.2 of tree 0") return "cut-json";
      if (leaf === "refiner 2.2.1 of tree 0")
        return error(429, { message: "slow down" }, { "retry-after-ms": "30" });
      return leaf === "refiner 1.1.1 of tree 2" ? "reset" : "ok";
    },
  });
  const { run } = await plantRun(studio.store, mixed);
  const task = await ask(studio, run.id, requestOf(served));
  expect(task).toMatchObject({ status: "completed", correct: 4, leavesFailed: 1, mayHaveBeenCharged: 2 });
  expect(task.message).toContain("empty answer");
  expect(task.requests).toBe(served.server.requests.length);
  expect(asked.get("refiner 1.1.2 of tree 0")).toBe(3);
  const votes = await votesOf(studio, run.id);
  expect(votes.length).toBe(4);
  // Three empty answers were paid for beside the votes.
  expect(task.costUsd).toBeGreaterThan(votes.reduce((sum, { costUsd }) => sum + costUsd, 0));
  expect(task.costUsd).toBeCloseTo((task.promptTokens + task.completionTokens) / 1000, 10);
  // What failed has no vote, so asking again asks about it and nothing else.
  expect((await estimateVotes(studio.store, run.id, requestOf(served))).leaves).toBe(1);
});

test("a wrong key ends it at once, five refusals from the start too, and both say why", async () => {
  const studio = await open();
  const served = await serveVotes(studio, { requireKey: "sk-right", endpoint: { maxConcurrency: 1 } });
  const { run } = await plantRun(studio.store, mixed);
  const task = await ask(studio, run.id, requestOf(served));
  expect(task).toMatchObject({ status: "stopped", requests: 1, leavesFailed: 0 });
  expect(task.message).toContain("key");
  const wrong = await studio.serve({
    endpoint: { maxConcurrency: 1 },
    faults: () => error(400, { message: "no such thing" }),
  });
  const refused = await ask(studio, run.id, requestOf(wrong));
  expect(refused).toMatchObject({ status: "stopped", requests: 5, leavesFailed: 4 });
  expect(await votesOf(studio, run.id)).toEqual([]);
});

test("never costs more than its budget, and goes on from there with a higher one", async () => {
  const price = { promptPerMillion: 0, completionPerMillion: 1_000_000 };
  const studio = await open();
  const served = await serveVotes(studio, {
    endpoint: { maxConcurrency: 4, prices: { "test-model": price } },
  });
  const { run } = await plantRun(studio.store, mixed);
  const task = await ask(studio, run.id, requestOf(served, { maxTokens: 100, budgetUsd: 220 }));
  expect(task.status).toBe("stopped");
  expect(task.message).toContain("$220");
  expect(task.costUsd).toBeLessThanOrEqual(220);
  expect(task.correct).toBeGreaterThanOrEqual(2);
  const rest = await ask(studio, run.id, requestOf(served, { maxTokens: 100, budgetUsd: 2000 }));
  expect([rest.status, rest.correct]).toEqual(["completed", 5 - task.correct]);
  const counted = studio.grower.tally.endpoints.get(served.endpoint.id);
  expect(counted?.requests).toEqual(new Map([["answered", 5]]));
  expect(counted?.roles.get("vote")?.costUsd).toBeCloseTo(task.costUsd + rest.costUsd, 6);
  await patchEndpoint(studio.store, served.endpoint.id, { prices: {} });
  await expect(startVotes(studio, run.id, requestOf(served, { budgetUsd: 1 }))).rejects.toMatchObject({
    code: "invalid_request",
    errors: [{ path: "budgetUsd" }],
  });
});

test("a reply cut by the token limit is no vote; a refused temperature is left out and noted", async () => {
  const studio = await open();
  const served = await serveVotes(studio, {
    faults: ({ body }) =>
      "temperature" in body
        ? error(400, {
            message: "Unsupported value: 'temperature' does not support 0 with this model.",
            param: "temperature",
            code: "unsupported_value",
          })
        : leafOf(body).endsWith("tree 0")
          ? "length"
          : "ok",
  });
  const { run } = await plantRun(studio.store, mixed);
  const task = await ask(studio, run.id, requestOf(served));
  expect(task).toMatchObject({ status: "completed", correct: 2, unknown: 3, leavesFailed: 0 });
  for (const vote of await votesOf(studio, run.id)) expect(vote.temperature).toBe(null);
});

test("a whole run with unknown leaves asks no model about them", async () => {
  const studio = await open();
  const served = await serveVotes(studio, { answer: () => "I would rather not say." });
  const run = await studio.grow(served, { questions: 2, branching: 2, siblings: "off" });
  await studio.until(run.id, "completed");
  const totals = await runTotals(studio.store, run.id);
  expect(totals.unknownLeaves).toBe(16);
  expect(served.server.requests.length).toBe(28);
  expect(JSON.stringify(served.server.requests)).not.toContain("UNSURE");
  expect(await votesOf(studio, run.id)).toEqual([]);
});

test("while a run grows on the same endpoint both go on, within its places", async () => {
  let [under, most] = [0, 0];
  const studio = await open();
  const served = await serveVotes(studio, {
    endpoint: { maxConcurrency: 3 },
    latencyMs: () => {
      most = Math.max(most, ++under);
      return 5;
    },
    answer: (messages) => {
      under--;
      return messages[0]!.content.includes("UNSURE") ? "VERDICT: CORRECT" : "#### 1";
    },
  });
  const { run } = await plantRun(studio.store, mixed);
  const growing = await studio.grow(served, { questions: 6, branching: 2, siblings: "off" });
  const task = await ask(studio, run.id, requestOf(served));
  expect([task.status, task.correct]).toEqual(["completed", 5]);
  await studio.until(growing.id, "completed");
  expect((await runTotals(studio.store, growing.id)).requests).toBe(6 * 14);
  expect(most).toBe(3);
  const order = served.server.requests.map(({ body }) => JSON.stringify(body).includes("UNSURE"));
  // The votes neither waited for the whole run nor took all places from it.
  expect(order.lastIndexOf(true)).toBeLessThan(order.length - 10);
});
