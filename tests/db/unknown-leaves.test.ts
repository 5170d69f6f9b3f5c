import { expect, test } from "vitest";
import { insertVote, type NewVote } from "../../db/queries/votes.ts";
import { countUnknownLeaves, type LeafPlace, unknownLeaves } from "../../db/queries/unknown-leaves.ts";
import { plantRun } from "../engine/plant-run.ts";
import { describeStores } from "../support/stores.ts";

const trees = [
  { verdicts: [["uuc", "uiu"]] },
  { verdicts: [["ccc"]] },
  { verdicts: [["iui"], ["uuu"]] },
  // Twelve in a row: "1.1.10" stands behind "1.1.9".
  { verdicts: [["u".repeat(12)]] },
];
const expected = [
  ["0 1.1.1", "0 1.1.2", "0 1.2.1", "0 1.2.3"],
  ["2 1.1.2", "2 2.1.1", "2 2.1.2", "2 2.1.3"],
  Array.from({ length: 12 }, (_, index) => `3 1.1.${index + 1}`),
].flat();

const voteOf = (
  change: Pick<NewVote, "runId" | "treeId" | "nodeId" | "model" | "promptVersion">,
): NewVote => ({
  taskId: "task",
  endpointId: "lab",
  baseUrl: "http://127.0.0.1/v1",
  answeredBy: null,
  temperature: 0,
  maxTokens: 10,
  vote: "correct",
  finishReason: "stop",
  promptTokens: 1,
  completionTokens: 1,
  isEstimated: false,
  costUsd: 0,
  latencyMs: 1,
  requestId: null,
  createdAt: new Date(),
  messages: [],
  text: "VERDICT: CORRECT",
  reasoning: null,
  ...change,
});

describeStores("unknown leaves", (open) => {
  test("unknownLeaves(run) gives each once, by question and path, whatever the size of a page; another run's stay out", async () => {
    const store = await open();
    const { run } = await plantRun(store, trees);
    await plantRun(store, trees);
    const pick = { roles: ["refiner"], unlessVoted: null };
    for (const limit of [1, 3, 5, 100]) {
      const found: string[] = [];
      let after: LeafPlace | null = null;
      for (;;) {
        const page: Awaited<ReturnType<typeof unknownLeaves>> = await unknownLeaves(store, run.id, pick, {
          after,
          limit,
        });
        found.push(...page.map(({ position, path }) => `${position} ${path}`));
        after = page.at(-1) ?? null;
        if (after === null) break;
      }
      expect([limit, found]).toEqual([limit, expected]);
    }
    expect(await countUnknownLeaves(store, run.id, pick)).toBe(expected.length);
    expect(await countUnknownLeaves(store, run.id, { ...pick, roles: ["generator"] })).toBe(0);
  });

  test("unlessVoted leaves out what this model has voted on under this wording, and nothing else", async () => {
    const store = await open();
    const { run, treeIds, idOf } = await plantRun(store, trees);
    const [model, promptVersion] = ["large", "2"];
    const vote = (path: string, change: Partial<NewVote> = {}) =>
      insertVote(
        store,
        voteOf({
          runId: run.id,
          treeId: treeIds[0]!,
          nodeId: idOf(0, path),
          model,
          promptVersion,
          ...change,
        }),
      );
    await vote("1.1.1");
    await vote("1.1.1");
    await vote("1.1.2", { model: "small" });
    await vote("1.2.1", { promptVersion: "1" });
    const pick = { roles: ["refiner"], unlessVoted: { model, promptVersion } };
    const left = await unknownLeaves(store, run.id, pick, { after: null, limit: 100 });
    expect(left.map(({ position, path }) => `${position} ${path}`)).toEqual(expected.slice(1));
    expect(await countUnknownLeaves(store, run.id, pick)).toBe(expected.length - 1);
  });
});
