import { expect, test } from "vitest";
import type { RunTotals } from "../../db/queries/run-totals.ts";
import type { ActiveRun } from "../../lib/engine/active-run.ts";
import { sumToFinish } from "../../lib/engine/sum-to-finish.ts";
import { malt } from "../../lib/protocols/malt/index.ts";
import { maltConfig } from "../support/arbitrary-tree.ts";
import { seeded } from "../support/seeded.ts";

const run = {
  policy: { protocol: malt, protocolConfig: maltConfig(3, 3, 3) },
  config: { siblings: "off", roles: {} },
} as unknown as ActiveRun;
const [trees, perTree] = [40, 39];

/** Half of the trees are whole, at one request a completion and so many that failed besides. */
const totalsWith = (retries: number): RunTotals => {
  const done = trees / 2;
  const nodes = (count: number) => ({ nodes: done * count });
  return {
    treesTotal: trees,
    nodesDone: done * perTree,
    nodesTotal: trees * perTree,
    requests: done * perTree + retries,
    retries,
    promptTokens: 1000,
    completionTokens: 1000,
    costUsd: 0,
    roles: { generator: nodes(3), verifier: nodes(9), refiner: nodes(27) },
  } as unknown as RunTotals;
};
const requestsFor = (retries: number): number =>
  sumToFinish(run, {
    totals: totalsWith(retries),
    questionTokens: 20,
    next: { usd: 0, tokens: 100, requests: 1 },
    endpointOf: () => undefined,
  }).requests;

test("sumToFinish(run) names to the request what a run without failures takes", () => {
  expect(requestsFor(0)).toBe(trees * perTree);
});

test("sumToFinish(run) names enough requests for at least 19 ends in 20 of a run whose requests go on failing as before", () => {
  const retries = 40;
  const { requests: asked } = totalsWith(retries);
  const [named, failing, random] = [requestsFor(retries), retries / asked, seeded(7)];
  let enough = 0;
  for (let end = 0; end < 1000; end++) {
    let requests = asked;
    for (let completion = 0; completion < (trees / 2) * perTree; completion++)
      do requests += 1;
      while (random() < failing);
    if (requests <= named) enough += 1;
  }
  expect(enough).toBeGreaterThan(950);
  expect(named).toBeLessThan(1.02 * ((asked / perTree / (trees / 2)) * trees * perTree));
});
