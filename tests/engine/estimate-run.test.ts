import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import { estimateRun } from "../../lib/engine/estimate-run.ts";
import { RunCreate } from "../../lib/http/wire/runs.ts";
import { describeStores } from "../support/stores.ts";
import { plantQuestions, type Served } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

const prices = { "test-model": { promptPerMillion: 1, completionPerMillion: 4 } };

const asked = ({ endpoint }: Served, datasetId: string, more: Partial<RunCreate> = {}) =>
  RunCreate.parse({
    datasetId,
    roles: { generator: { endpointId: endpoint.id, model: "test-model" } },
    ...more,
  });

describeStores("estimateRun(store, request)", (openStore) => {
  const open = useStudio(openStore);

  test("assumes and says so where nothing was measured, and whether siblings share a request is not known", async () => {
    const studio = await open();
    const served = await studio.serve({ endpoint: { prices } });
    const set = await plantQuestions(studio.store, 4);
    const estimate = await estimateRun(studio.store, asked(served, set), studio.grower.lanes);
    expect(estimate).toMatchObject({
      completions: 4 * 39,
      requests: 4 * 13,
      requestsAtMost: 4 * 39,
      siblings: "unknown",
    });
    expect(estimate.basis).toMatch(/^Assumed, not measured: 220 tokens.*it is 156 requests\.$/);
    const single = await estimateRun(studio.store, asked(served, set, { siblings: "off" }));
    expect(single).toMatchObject({ requests: 4 * 39, siblings: "single" });
  });

  test("tells what the same run took, and says on how many completions it was measured", async () => {
    const studio = await open();
    const served = await studio.serve({ endpoint: { prices, maxConcurrency: 2 }, latencyMs: 20 });
    const set = await plantQuestions(studio.store, 6);
    const run = await studio.grow(served, { datasetId: set, branching: 2 });
    await studio.until(run.id, "completed");
    const took = await runTotals(studio.store, run.id);
    const estimate = await estimateRun(studio.store, asked(served, set, { branching: 2 }));
    expect(estimate).toMatchObject({
      completions: took.nodesDone,
      requests: took.requests,
      promptTokens: took.promptTokens,
      completionTokens: took.completionTokens,
      siblings: "together",
      basis: `Measured on ${took.nodesDone} completions of test-model over this data set in an earlier run.`,
    });
    expect(estimate.costUsd).toBeCloseTo(took.costUsd, 9);
    const latencies = Object.values(took.roles).reduce((sum, { latencyMs }) => sum + latencyMs, 0);
    expect(estimate.seconds).toBeCloseTo(latencies / 1000 / 2, 6);

    const other = await plantQuestions(studio.store, 6);
    const elsewhere = await estimateRun(studio.store, asked(served, other, { branching: 2 }));
    expect(elsewhere.basis).toContain("over other data sets");
    expect(elsewhere.completionTokens).toBe(took.completionTokens);
  });

  test("takes no less time than the quickest earlier run of its models, however short their requests were", async () => {
    const studio = await open();
    const served = await studio.serve({ endpoint: { prices, maxConcurrency: 512 } });
    const set = await plantQuestions(studio.store, 6);
    const { id } = await studio.grow(served, { datasetId: set });
    await studio.until(id, "completed");
    const { startedAt, finishedAt } = await getRun(studio.store, id);
    const tookMs = (finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0);
    const estimate = await estimateRun(studio.store, asked(served, set));
    expect(estimate.seconds).toBeCloseTo(tookMs / 1000, 9);
    expect(estimate.basis).toContain("Time: no earlier run of these models was quicker than");
    const elsewhere = await studio.serve({ endpoint: { prices, maxConcurrency: 512 } });
    const other = await estimateRun(studio.store, asked(elsewhere, set));
    expect(other.basis).not.toContain("Time:");
    expect(other.seconds).toBeLessThan(estimate.seconds);
  });

  test("prices a machine by the hour by the time, and limits a minute make it longer", async () => {
    const studio = await open();
    const served = await studio.serve({
      endpoint: { prices: { "test-model": { gpuHourUsd: 3600 } }, maxConcurrency: 4, requestsPerMinute: 60 },
    });
    const set = await plantQuestions(studio.store, 10);
    const estimate = await estimateRun(studio.store, asked(served, set, { siblings: "off" }));
    expect(estimate.seconds).toBe(390);
    expect(estimate.costUsd).toBeCloseTo(390, 9);
  });
});
