import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { putOverride } from "../../db/queries/overrides.ts";
import { previewExport } from "../../lib/engine/build-export.ts";
import { refreshTree } from "../../lib/engine/refresh-tree.ts";
import { policyOf } from "../../lib/engine/run-policy.ts";
import { viewEffects } from "../../lib/engine/view-effects.ts";
import { describeStores } from "../support/stores.ts";
import { configOf, plantRun } from "./plant-run.ts";

const config = configOf({ generator: 1, verifier: 3, refiner: 3 });

const countsOf = async (store: Store, runId: string, fields: object) => {
  const { counts, dropped } = await previewExport(store, { runIds: [runId], format: "trl", ...fields });
  return {
    dropped,
    rows: Object.fromEntries(
      Object.entries(counts).map(([kind, roles]) => [
        kind,
        Object.fromEntries(Object.entries(roles).map(([role, { train }]) => [role, train])),
      ]),
    ),
  };
};

describeStores("policies of an export", (open) => {
  test("thresholdAlpha raises the threshold of siblings by the variance of their values", async () => {
    const store = await open();
    // By hand: verifiers are worth 2/3, 1/3 and 0; their variance is 2/27, so the threshold rises from 0.6 to 91/135.
    const { run } = await plantRun(store, [{ verdicts: [["cci", "cii", "iii"]] }], { config });
    const fields = { kinds: ["dpo"], threshold: 0.6 };
    expect((await countsOf(store, run.id, fields)).rows["dpo"]).toEqual({
      generator: 0,
      verifier: 2,
      refiner: 4,
    });
    const raised = await countsOf(store, run.id, { ...fields, thresholdAlpha: 1 });
    expect(raised.rows["dpo"]).toEqual({ generator: 0, verifier: 0, refiner: 4 });
  });

  test("a preview says what wanted texts claim, and the pairs of the run beside those that chance would give", async () => {
    const store = await open();
    const { run } = await plantRun(
      store,
      [
        {
          verdicts: [["cci", "cii", "iii"]],
          nodes: {
            "1": { verdict: "incorrect" },
            "1.1": { claim: "correct" },
            "1.2": { claim: "incorrect" },
          },
        },
      ],
      { config },
    );
    const { report } = await previewExport(store, { runIds: [run.id], format: "trl" });
    expect(report.contents?.claims).toEqual([
      { role: "verifier", texts: 1, saidCorrect: 1, wereCorrect: 0, falselyCorrect: 1, excess: null },
    ]);
    expect(report.runs[0]?.["chance"]).toMatchObject([
      { role: "generator", pairs: 0 },
      { role: "verifier", pairs: 2, expected: { pairs: expect.any(Number) } },
      { role: "refiner", pairs: 4, expected: null, reversed: null },
    ]);
    const raised = await previewExport(store, { runIds: [run.id], format: "trl", thresholdAlpha: 1 });
    expect(raised.report.runs[0]).not.toHaveProperty("chance");
  });

  test("claims are held against answers as people have turned the leaves that say the same", async () => {
    const store = await open();
    const eight = { raw: "8", normalized: "8", start: 0, end: 1 };
    const { run, treeIds, idOf } = await plantRun(
      store,
      [
        {
          verdicts: [["cci", "iii", "iii"]],
          nodes: {
            "1": { verdict: "incorrect", answer: eight },
            "1.1": { claim: "correct" },
            "1.1.3": { answer: eight },
          },
        },
      ],
      { config },
    );
    const claims = async () => {
      const { report } = await previewExport(store, { runIds: [run.id], format: "trl", kinds: ["dpo"] });
      return report.contents?.claims;
    };
    const said = { role: "verifier", texts: 1, saidCorrect: 1, excess: null };
    expect(await claims()).toEqual([{ ...said, wereCorrect: 0, falselyCorrect: 1 }]);
    const word = { verdict: "correct", author: null, reason: null, at: new Date() } as const;
    await putOverride(store, { nodeId: idOf(0, "1.1.3"), ...word });
    await refreshTree(store, treeIds[0]!, policyOf(run));
    expect(await claims()).toEqual([{ ...said, wereCorrect: 1, falselyCorrect: 0 }]);
  });

  test("restsOnUnknown leaves out the labels that unknown leaves decide, and no others", async () => {
    const store = await open();
    // Without its unknown leaves the first verifier is worth 1 in place of 1/3, and the generator 1/2 in place of 2/9.
    const { run, treeIds, idOf } = await plantRun(store, [{ verdicts: [["cuu", "iii", "cii"]] }], { config });
    const fields = { kinds: ["kto"], roles: ["generator", "verifier"], dedupe: false };
    expect((await countsOf(store, run.id, fields)).rows["kto"]).toEqual({ generator: 1, verifier: 3 });
    const settled = await countsOf(store, run.id, { ...fields, restsOnUnknown: "exclude" });
    expect(settled.rows["kto"]).toEqual({ generator: 1, verifier: 2 });
    expect(settled.dropped).toEqual({ rests_on_unknown: 1 });
    const { droppedExamples } = await previewExport(store, {
      runIds: [run.id],
      format: "trl",
      ...fields,
      restsOnUnknown: "exclude",
    });
    expect(droppedExamples["rests_on_unknown"]).toMatchObject([
      { kind: "kto", role: "verifier", treeId: treeIds[0], nodeIds: [idOf(0, "1.1")] },
    ]);
    const { rows, effects } = await viewEffects(store, { runIds: [run.id], format: "trl", ...fields });
    expect([rows, effects.find(({ field }) => field === "restsOnUnknown")?.rows]).toEqual([4, 3]);
  });
});
