import { expect, test } from "vitest";
import { getRun } from "../../db/queries/runs.ts";
import { importRun } from "../../lib/engine/import-run.ts";
import { outgoingTrees } from "../../lib/engine/outgoing-trees.ts";
import { patchRun, pauseRun, resumeRun } from "../../lib/engine/run-actions.ts";
import { inChunks } from "../datasets/bytes.ts";
import { describeStores } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

describeStores("a run that goes on elsewhere", (openStore) => {
  const open = useStudio(openStore);

  test("exported half-grown and imported on another store, it asks an endpoint there for what is missing, and for no more", async () => {
    const here = await open();
    const served = await here.serve({ latencyMs: 5 });
    const run = await here.grow(served, { questions: 3, branching: 2, siblings: "off", seed: 9 });
    await here.untilTrue(run.id, () => served.server.requests.length > 15);
    await pauseRun(here, run.id);
    await here.grower.settled(run.id);
    const lines: string[] = [];
    for await (const { line } of outgoingTrees(here.store, await getRun(here.store, run.id)))
      lines.push(line);
    const grown = served.server.requests.length;

    const there = await open();
    const other = await there.serve();
    const imported = await importRun(there.store, inChunks(lines.join("\n"), 4096), {
      fileName: "trees.jsonl",
    });
    expect(imported.status).toBe("paused");
    await expect(resumeRun(there, imported.id)).rejects.toMatchObject({
      code: "wrong_state",
      message: expect.stringContaining(`{"endpoints": {"${served.endpoint.id}":`) as unknown,
    });
    await expect(
      patchRun(there, imported.id, { endpoints: { [served.endpoint.id]: "endpoint_none" } }),
    ).rejects.toMatchObject({ code: "invalid_request" });
    await patchRun(there, imported.id, { endpoints: { [served.endpoint.id]: other.endpoint.id } });
    await resumeRun(there, imported.id);
    const ended = await there.until(imported.id, "completed", "failed", "paused");
    expect(ended).toMatchObject({ status: "completed", configHash: run.configHash });
    expect(ended.notices.map(({ code }) => code)).toContain("endpoint_replaced");
    expect(other.server.requests.length).toBe(3 * 14 - grown);
  });

  test("a model that stands in while requests are under way answers what comes after them, its failures too", async () => {
    const studio = await open();
    const held = Promise.withResolvers<void>();
    const first = await studio.serve({
      endpoint: { maxConcurrency: 2 },
      latencyMs: 40,
      faults: (_, index) => {
        if (index === 4) held.resolve();
        return index >= 4 ? { status: 500, body: { error: { message: "away" } } } : "ok";
      },
    });
    const second = await studio.serve({ model: "wise" });
    const run = await studio.grow(first, { questions: 2, branching: 2, siblings: "off", seed: 9 });
    await held.promise;
    await pauseRun(studio, run.id);
    const wise = { endpointId: second.endpoint.id, model: "wise" };
    await patchRun(studio, run.id, { roles: { generator: wise, verifier: wise, refiner: wise } });
    await resumeRun(studio, run.id);
    const ended = await studio.until(run.id, "completed", "failed", "paused");
    expect(ended.status).toBe("completed");
    expect(studio.errors).toEqual([]);
    expect(second.server.requests.length).toBe(2 * 14 - first.server.completionsGiven);
    expect(ended.notices.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^wise of .* in place of test-model of/)]),
    );
  });
});
