import { expect, test } from "vitest";
import { sumToFinish } from "../../../components/runs/sum-to-finish.ts";
import type { Run } from "../../../lib/http/wire/runs.ts";

const run = (fields: Partial<Run>): Run =>
  ({
    waitingFor: "budget",
    waitingReason: null,
    budget: { usd: 0.2 },
    progress: { nodesDone: 30, nodesTotal: 90 },
    usage: { costUsd: 0.1901, promptTokens: 1000, completionTokens: 500, requests: 10 },
    ...fields,
  }) as Run;

test("sumToFinish(run) is the sum that the run's reason names", () => {
  const waitingReason =
    "The budget does not cover the next request: 10 requests, 1,500 tokens and $0.20 are used. Finishing needs about $0.62 in all (now $0.2), about 12,345 tokens in all (now 2,000), about 41 requests in all (now 12). Raise it and resume.";
  expect(sumToFinish(run({ waitingReason, budget: { usd: 0.2, tokens: 2000, requests: 12 } }))).toEqual({
    usd: 0.62,
    tokens: 12_345,
    requests: 41,
  });
});

test("sumToFinish(run) scales what is spent to all nodes where no sum is named", () => {
  expect(sumToFinish(run({}))).toEqual({ usd: 0.58 });
  expect(sumToFinish(run({ budget: { requests: 10 } }))).toEqual({ requests: 30 });
});

test("sumToFinish(run) never lowers a cap, and is empty for a run that does not stand at one", () => {
  expect(sumToFinish(run({ budget: { usd: 9 } }))).toEqual({ usd: 9 });
  expect(sumToFinish(run({ waitingFor: "user" }))).toEqual({});
});
