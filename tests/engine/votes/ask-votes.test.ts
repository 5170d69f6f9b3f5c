import { expect, test } from "vitest";
import { runTotals } from "../../../db/queries/run-totals.ts";
import { removeRun } from "../../../db/queries/runs.ts";
import { overrideLeaf } from "../../../lib/engine/override-leaf.ts";
import { previewExport } from "../../../lib/engine/build-export.ts";
import { viewTree } from "../../../lib/engine/tree-view.ts";
import { votesOfNode } from "../../../db/queries/votes.ts";
import { getVoteTask, listVoteTasks } from "../../../db/queries/vote-tasks.ts";
import { endAbandonedVotes, startVotes, stopVotes } from "../../../lib/engine/votes/ask-votes.ts";
import { configOf, plantRun } from "../plant-run.ts";
import { ask, leafOf, mixed, requestOf, serveVotes, verdict, votesOf } from "./ask.ts";
import { describeStores } from "../../support/stores.ts";
import { useStudio } from "../../support/use-studio.ts";

describeStores("asking a model about unknown leaves", (openStore) => {
  const open = useStudio(openStore);

  test("asks about each unknown leaf once, keeps what was sent, and changes nothing else", async () => {
    const words = ["CORRECT", "INCORRECT", "UNSURE", "MAYBE", "CORRECT"];
    let given = 0;
    const studio = await open();
    const served = await serveVotes(studio, {
      endpoint: { prices: { "test-model": { promptPerMillion: 1000, completionPerMillion: 2000 } } },
      answer: () => `I compared.\nVERDICT: ${words[given++ % words.length]}`,
    });
    const config = configOf({ generator: 2, verifier: 2, refiner: 2 });
    const { run, treeIds } = await plantRun(studio.store, mixed, { config });
    const state = async () => [
      await runTotals(studio.store, run.id),
      await Promise.all(treeIds.map((id) => viewTree(studio, id))),
      await previewExport(studio.store, { runIds: [run.id], format: "trl", kinds: ["sft", "dpo"] }),
    ];
    const before = await state();
    const task = await ask(studio, run.id, requestOf(served));
    expect(await state()).toEqual(before);

    expect(task).toMatchObject({
      status: "completed",
      leavesTotal: 5,
      leavesFailed: 0,
      leavesSkipped: 0,
      requests: 5,
    });
    expect([task.correct, task.incorrect, task.unknown]).toEqual([2, 1, 2]);
    const votes = await votesOf(studio, run.id);
    expect(new Set(votes.map(({ nodeId }) => nodeId)).size).toBe(5);
    expect(served.server.requests.map(({ body }) => leafOf(body)).sort()).toEqual([
      "refiner 1.1.1 of tree 2",
      "refiner 1.1.2 of tree 0",
      "refiner 1.2.2 of tree 0",
      "refiner 2.1.1 of tree 2",
      "refiner 2.2.1 of tree 0",
    ]);
    for (const { nodeId } of votes) {
      const [vote, ...more] = (await votesOfNode(studio.store, nodeId, { limit: 50 })).items;
      expect(more).toEqual([]);
      const sent = served.server.requests.find(
        ({ body }) => body["messages"] && JSON.stringify(body["messages"]) === JSON.stringify(vote!.messages),
      );
      expect(sent?.body).toMatchObject({ model: "test-model", temperature: 0, max_tokens: 1024 });
      expect(sent?.body["n"] ?? 1).toBe(1);
      expect(vote).toMatchObject({
        model: "test-model",
        answeredBy: "test-model",
        promptVersion: "1",
        temperature: 0,
      });
      const said = /VERDICT: (\w+)$/.exec(vote!.text)![1]!;
      expect(vote!.vote).toBe({ CORRECT: "correct", INCORRECT: "incorrect" }[said] ?? "unknown");
    }
    const sum = (of: "costUsd" | "promptTokens" | "completionTokens") =>
      votes.reduce((total, vote) => total + vote[of], 0);
    expect(task.promptTokens).toBe(sum("promptTokens"));
    expect(task.completionTokens).toBe(sum("completionTokens"));
    expect(task.costUsd).toBeCloseTo(sum("costUsd"), 10);
    expect(task.costUsd).toBeCloseTo((task.promptTokens * 1000 + task.completionTokens * 2000) / 1e6, 10);
  });

  test("asked twice it asks only about what has no vote of that model yet; again asks anew; another model is another vote", async () => {
    const studio = await open();
    const served = await serveVotes(studio);
    const { run } = await plantRun(studio.store, mixed);
    const first = await ask(studio, run.id, requestOf(served, { limit: 2 }));
    expect([first.leavesTotal, first.correct]).toEqual([2, 2]);
    expect((await ask(studio, run.id, requestOf(served))).correct).toBe(3);
    expect(await ask(studio, run.id, requestOf(served))).toMatchObject({
      status: "completed",
      leavesTotal: 0,
    });
    expect(served.server.requests.length).toBe(5);
    expect((await ask(studio, run.id, requestOf(served, { again: true }))).correct).toBe(5);
    const other = await studio.serve({ model: "other", answer: verdict("INCORRECT") });
    expect((await ask(studio, run.id, requestOf(other, { model: "other" }))).incorrect).toBe(5);
    const [vote] = await votesOf(studio, run.id);
    const own = (await votesOfNode(studio.store, vote!.nodeId, { limit: 50 })).items;
    expect(own.map(({ model, vote: said }) => [model, said])).toEqual([
      ["other", "incorrect"],
      ["test-model", "correct"],
      ["test-model", "correct"],
    ]);
  });

  test("a leaf that a person decides meanwhile is not asked about, and one decided as unknown is", async () => {
    const studio = await open();
    const served = await serveVotes(studio, { endpoint: { maxConcurrency: 1 }, answer: verdict("UNSURE") });
    const { run, idOf } = await plantRun(studio.store, [{ verdicts: [["uuuu", "ci"]] }]);
    const put = (path: string, word: "correct" | "unknown") =>
      overrideLeaf(studio, idOf(0, path), { verdict: word, author: "Ada" });
    await put("1.2.1", "unknown");
    const decided: Promise<unknown>[] = [];
    const leave = studio.bus.subscribe(run.id, () => {
      if (decided.length === 0) decided.push(put("1.1.4", "correct"));
    });
    const task = await ask(studio, run.id, requestOf(served));
    leave();
    await Promise.all(decided);
    expect([task.leavesTotal, task.unknown, task.leavesSkipped]).toEqual([5, 4, 1]);
    const asked = served.server.requests.map(({ body }) => leafOf(body).split(" ")[1]);
    expect(asked).toEqual(["1.1.1", "1.1.2", "1.1.3", "1.2.1"]);
  });

  test("stops with the server and with a server that was killed; asking again goes on", async () => {
    let reached = (): void => {};
    const second = new Promise<void>((resolve) => (reached = resolve));
    const studio = await open();
    const served = await serveVotes(studio, {
      endpoint: { maxConcurrency: 1 },
      faults: (_, index) => {
        if (index === 1) reached();
        return "ok";
      },
    });
    const { run } = await plantRun(studio.store, mixed);
    const { id } = await startVotes(studio, run.id, requestOf(served));
    await second;
    await stopVotes(5000);
    const task = await getVoteTask(studio.store, id);
    expect(task.status).toBe("stopped");
    expect(task.message).toContain("server stopped");
    expect(task.correct).toBe(served.server.completionsGiven);
    expect((await ask(studio, run.id, requestOf(served))).correct).toBe(5 - task.correct);
    const { voteTasks } = studio.store.t;
    await studio.store.db.update(voteTasks).set({ status: "asking", finishedAt: null });
    await endAbandonedVotes(studio.store);
    const { items } = await listVoteTasks(studio.store, run.id, { limit: 50 });
    expect(items.map(({ status }) => status)).toEqual(["stopped", "stopped"]);
  });

  test("votes go with their run", async () => {
    const studio = await open();
    const served = await serveVotes(studio);
    const { run, idOf } = await plantRun(studio.store, mixed);
    await ask(studio, run.id, requestOf(served));
    await removeRun(studio.store, run.id);
    expect(await votesOf(studio, run.id)).toEqual([]);
    expect((await votesOfNode(studio.store, idOf(0, "1.1.2"), { limit: 50 })).items).toEqual([]);
    expect((await listVoteTasks(studio.store, run.id, { limit: 50 })).items).toEqual([]);
    expect(studio.errors).toEqual([]);
  });
});
