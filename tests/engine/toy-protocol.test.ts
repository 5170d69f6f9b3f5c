import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { getExport } from "../../db/queries/exports.ts";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import { exportSettled, previewExport, startExport } from "../../lib/engine/build-export.ts";
import { viewRun } from "../../lib/engine/run-view.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import { registerProtocol } from "../../lib/protocols/registry.ts";
import { describeStores } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";
import { toyProtocol } from "../support/toy-protocol.ts";

registerProtocol(toyProtocol);

describeStores("a protocol of one file", (openStore) => {
  const open = useStudio(openStore);

  test("grows with its barrier and its early stop, is credited, paired, shown and exported with no other change", async () => {
    const studio = await open();
    // By question and place: 0 is settled by its guesses, 1 is divided, 2 is all wrong.
    const right: Record<string, readonly boolean[]> = {
      0: [true, true, false],
      1: [true, false, false],
      2: [false, false, false],
    };
    const served = await studio.serve({
      answer: (messages, choice) => {
        const prompt = messages.at(-1)!.content;
        const index = /^Question (\d+)/.exec(prompt)![1]!;
        const isRight = prompt.endsWith("As guesser.") ? right[index]![choice]! : choice === 1;
        return `Guess ${choice + 1} of ${index}.\nFinal Answer: ${isRight ? index : 99}`;
      },
    });
    const run = await studio.grow(served, {
      questions: 3,
      protocol: "toy",
      roles: { guesser: { endpointId: served.endpoint.id, model: "test-model" } },
    });
    await studio.until(run.id, "completed", "failed");
    const trees = await Promise.all(
      (await treeIdsOfRun(studio.store, run.id)).map((id) => viewTree(studio, id)),
    );
    expect(trees.map(({ status, nodes }) => [status, nodes.map((node) => node.path)])).toEqual([
      ["completed", ["1", "2", "3"]],
      ["completed", ["1", "1.1", "1.2", "2", "3"]],
      ["completed", ["1", "1.1", "1.2", "2", "3"]],
    ]);
    expect(trees[1]!.nodes.map(({ path: place, value, label }) => [place, value, label])).toEqual([
      ["1", 1, "positive"],
      ["1.1", 0, "negative"],
      ["1.2", 1, "positive"],
      ["2", 0, "negative"],
      ["3", 0, "negative"],
    ]);
    // The barrier: a chooser was sent all three guesses.
    const chosen = served.server.requests.filter(({ body }) =>
      JSON.stringify(body["messages"]).includes("As chooser."),
    );
    expect(chosen).toHaveLength(2);
    for (const { body } of chosen)
      for (const guess of [1, 2, 3]) expect(JSON.stringify(body["messages"])).toContain(`Guess ${guess} of`);
    const view = await viewRun(studio, await studio.until(run.id, "completed"));
    expect(view.pairs).toEqual({ guesser: 2 + 2 + 0, chooser: 1 + 1 });
    expect(view.accuracy).toEqual({ guesser: 3 / 9, chooser: 2 / 4 });

    const preview = await previewExport(studio.store, {
      runIds: [run.id],
      format: "trl",
      kinds: ["sft", "dpo"],
    });
    expect(preview.dropped).toEqual({});
    expect(preview.counts["dpo"]).toEqual({
      guesser: { train: 4, validation: 0 },
      chooser: { train: 2, validation: 0 },
    });
    const folder = await mkdtemp(path.join(tmpdir(), "malthouse-toy-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const { id } = await startExport(
      { store: studio.store, folder, log: studio.log },
      { runIds: [run.id], format: "trl" },
    );
    await exportSettled(id);
    expect(await getExport(studio.store, id)).toMatchObject({ status: "ready" });
    expect(await readdir(folder)).toEqual([`${id}.zip`]);
  });
});
