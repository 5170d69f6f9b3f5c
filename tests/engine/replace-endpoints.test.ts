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
});
