import { expect, test } from "vitest";
import { insertVote } from "../../../db/queries/votes.ts";
import { countSuspects, countTreesToAudit, listSuspects } from "../../../db/queries/suspicions.ts";
import { auditRun } from "../../../lib/engine/audit/audit-run.ts";
import { overrideLeaf } from "../../../lib/engine/override-leaf.ts";
import { scorerVersion } from "../../../lib/judge/audit/suspect-leaves.ts";
import { patchRun } from "../../../lib/engine/run-actions.ts";
import { describeStores } from "../../support/stores.ts";
import type { Studio } from "../../support/studio.ts";
import { useStudio } from "../../support/use-studio.ts";
import { plantSuspects } from "./plant-suspects.ts";

const trees = [
  [
    ["cg", "ii"],
    ["uc", "cc"],
  ],
  [
    ["cc", "cc"],
    ["cc", "cc"],
  ],
  [
    ["gg", "ii"],
    ["ii", "ii"],
  ],
];

const placesOf = async (studio: Studio, runId: string, limit = 50) =>
  (await listSuspects(studio.store, runId, { limit })).items.map(
    ({ position, pathKey, signal }) => `${position} ${pathKey} ${signal}`,
  );

describeStores("the audit of a run", (openStore) => {
  const open = useStudio(openStore);

  test("auditRun finds suspects, keeps what turning each would change, and looks at a tree again once it changed", async () => {
    const studio = await open();
    const { store } = studio;
    const { run, idOf } = await plantSuspects(store, trees);
    expect(await countTreesToAudit(store, run.id, scorerVersion)).toBe(3);
    expect(await auditRun(store, run.id, { most: 2 })).toBe(2);
    expect(await countTreesToAudit(store, run.id, scorerVersion)).toBe(1);
    expect(await auditRun(store, run.id)).toBe(1);
    expect(await auditRun(store, run.id)).toBe(0);
    const { items } = await listSuspects(store, run.id, { limit: 50 });
    expect(items.map(({ nodeId }) => nodeId).sort()).toEqual(
      [idOf(0, "1.1.2"), idOf(0, "2.1.1"), idOf(2, "1.1.1"), idOf(2, "1.1.2"), idOf(2, "1.2.1")].sort(),
    );
    // In the first tree the leaf turned right makes 1.1 positive, 1/2 of 1 becomes 1, and its generator 1/4 becomes 1/2.
    const turned = items.find(({ nodeId }) => nodeId === idOf(0, "1.1.2"));
    expect(turned).toMatchObject({
      signal: "gold-in-last-line",
      turnsTo: "correct",
      values: 3,
      labels: 1,
      pairsAdded: 1,
      pairsRemoved: 1,
    });
    expect(await countSuspects(store, run.id)).toMatchObject({
      total: 5,
      signals: { "gold-in-last-line": 3, "no-answer": 1, majority: 1 },
    });

    await overrideLeaf(studio, idOf(0, "1.1.2"), { verdict: "correct" });
    await auditRun(store, run.id);
    expect((await countSuspects(store, run.id)).total).toBe(4);
    await patchRun(studio, run.id, { threshold: 0.9 });
    expect(await countTreesToAudit(store, run.id, scorerVersion)).toBeGreaterThan(0);
    await auditRun(store, run.id);
    expect(await placesOf(studio, run.id)).toHaveLength(4);
  });

  test("listSuspects pages through all of them once, best first, and filters by signal and by what would change", async () => {
    const studio = await open();
    const { store } = studio;
    const { run } = await plantSuspects(store, trees);
    await auditRun(store, run.id);
    const seen: string[] = [];
    const ranks: number[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listSuspects(store, run.id, { limit: 2, cursor });
      seen.push(...page.items.map(({ nodeId }) => nodeId));
      ranks.push(...page.items.map(({ rank }) => rank));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    const { signals, effects } = await countSuspects(store, run.id);
    for (const [signal, leaves] of Object.entries(signals))
      expect((await listSuspects(store, run.id, { limit: 50, signal })).items).toHaveLength(leaves);
    for (const effect of ["labels", "pairs", "none"] as const)
      expect((await listSuspects(store, run.id, { limit: 50, effect })).items).toHaveLength(effects[effect]);
    await expect(listSuspects(store, run.id, { limit: 2, cursor: "x" })).rejects.toMatchObject({
      code: "malformed_request",
    });
  });

  test("a model's vote against the judge makes a leaf suspect", async () => {
    const studio = await open();
    const { store } = studio;
    const { run, idOf, treeIds } = await plantSuspects(store, [
      [
        ["cc", "cc"],
        ["cc", "ci"],
      ],
    ]);
    await auditRun(store, run.id);
    expect(await placesOf(studio, run.id)).toEqual([]);
    await insertVote(store, {
      runId: run.id,
      treeId: treeIds[0]!,
      nodeId: idOf(0, "1.1.1"),
      taskId: "task",
      endpointId: "endpoint",
      baseUrl: "http://localhost",
      model: "small",
      answeredBy: null,
      promptVersion: "1",
      temperature: 0,
      maxTokens: 10,
      vote: "incorrect",
      finishReason: "stop",
      promptTokens: 1,
      completionTokens: 1,
      isEstimated: false,
      costUsd: 0,
      latencyMs: 1,
      requestId: null,
      createdAt: new Date(),
      messages: [],
      text: "VERDICT: INCORRECT",
      reasoning: null,
    });
    await auditRun(store, run.id);
    expect(await placesOf(studio, run.id)).toEqual([expect.stringMatching(/^0 .* vote$/)]);
  });
});
