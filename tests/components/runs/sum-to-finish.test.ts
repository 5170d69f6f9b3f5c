import { expect, test } from "vitest";
import { sumToFinish } from "../../../components/runs/sum-to-finish.ts";
import type { Run } from "../../../lib/http/wire/runs.ts";

const run = (fields: Partial<Run>): Run =>
  ({
    waitingFor: "budget",
    budgetToFinish: null,
    budget: { usd: 0.2 },
    progress: { nodesDone: 30, nodesTotal: 90 },
    usage: { costUsd: 0.1901, promptTokens: 1000, completionTokens: 500, requests: 10 },
    ...fields,
  }) as Run;

test("sumToFinish(run) is the server's sum of each part that has a cap", () => {
  const budgetToFinish = { usd: 0.62, tokens: 12_345, requests: 41 };
  expect(sumToFinish(run({ budgetToFinish, budget: { usd: 0.2, tokens: 2000, requests: 12 } }))).toEqual(
    budgetToFinish,
  );
  expect(sumToFinish(run({ budgetToFinish, budget: { requests: 12 } }))).toEqual({ requests: 41 });
});

test("sumToFinish(run) scales what is spent to all nodes where the server tells no sum", () => {
  expect(sumToFinish(run({}))).toEqual({ usd: 0.58 });
  expect(sumToFinish(run({ budget: { requests: 10 } }))).toEqual({ requests: 30 });
});

test("sumToFinish(run) never lowers a cap, and is empty for a run that does not stand at one", () => {
  expect(sumToFinish(run({ budget: { usd: 9 } }))).toEqual({ usd: 9 });
  expect(sumToFinish(run({ waitingFor: "user" }))).toEqual({});
});
