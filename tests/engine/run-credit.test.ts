import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { oddByRole } from "../../db/queries/verdict-lines.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { turnLeaves } from "../../lib/engine/audit/turn-leaves.ts";
import { undoStep } from "../../lib/engine/audit/undo-audit.ts";
import { overrideLeaf } from "../../lib/engine/override-leaf.ts";
import { patchRun } from "../../lib/engine/run-actions.ts";
import { viewCredit } from "../../lib/engine/run-credit.ts";
import { RunCredit } from "../../lib/http/wire/credit.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import { describeStores } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";
import { plantRun } from "./plant-run.ts";

describeStores("what a run's trees say about its credit", (openStore) => {
  const open = useStudio(openStore);

  test("it counts what is stored, follows overrides and the threshold, and reads old trees node by node", async () => {
    const studio = await open();
    const served = await studio.serve();
    const run = await studio.grow(served, { questions: 3, branching: 2, seed: 1 });
    await studio.until(run.id, "completed");
    const { store } = studio;

    const expectStored = async () => {
      const credit = RunCredit.parse(await viewCredit(store, run.id));
      const totals = await runTotals(store, run.id);
      const stored = await oddByRole(store, run.id);
      expect(credit).toMatchObject({ trees: 3, leaves: 24, threshold: Number(credit.threshold) });
      for (const [role, own] of Object.entries(credit.roles)) {
        const { nodes, positives, pairs } = totals.roles[role]!;
        expect([own.nodes, own.positives, own.pairs]).toEqual([nodes, positives, pairs]);
        const odd = stored.get(role)!;
        expect([own.stored, own.truncated, own.identical]).toEqual([nodes, odd.truncated, odd.identical]);
      }
      const { correct, incorrect, unknown } = credit.corrections!.counts;
      const all = [correct, incorrect, unknown].flatMap((row) => Object.values(row));
      expect(all.reduce((sum, count) => sum + count, 0)).toBe(24);
      return credit;
    };

    const before = await expectStored();
    expect(await viewCredit(store, run.id)).toEqual(before);

    const leaf = (await studio.nodesOf(run.id)).flat().find(({ path }) => path === "1.1.1")!;
    await overrideLeaf(studio, leaf.id, {
      verdict: leaf.verdict === "correct" ? "incorrect" : "correct",
    });
    const turned = await expectStored();
    expect(turned.corrections).not.toEqual(before.corrections);

    const tried = await viewCredit(store, run.id, 0.25);
    await patchRun(studio, run.id, { threshold: 0.25 });
    expect(await expectStored()).toEqual(tried);

    await store.db.update(store.t.trees).set({ verdictLine: null }).where(eq(store.t.trees.runId, run.id));
    expect(await viewCredit(store, run.id)).toEqual(tried);
  });

  test("leaves turned in bulk correct nothing that an equal first answer had already said", async () => {
    const studio = await open();
    const { store } = studio;
    const saying = (text: string) => {
      const { verdict, answer } = judgeAnswer({ task: "gsm8k", text: `Final Answer: ${text}`, gold: "7" });
      return { verdict, answer };
    };
    // Two trajectories say 8 twice, one goes from 8 to 7, one from 7 to 8.
    const { run, idOf } = await plantRun(store, [
      {
        verdicts: [["ii", "ic"], ["ii"]],
        nodes: {
          "1": saying("8"),
          "2": saying("7"),
          "1.1.1": saying("8"),
          "1.1.2": saying("9"),
          "1.2.1": saying("8"),
          "1.2.2": saying("7"),
          "2.1.1": saying("8"),
          "2.1.2": saying("9"),
        },
      },
    ]);
    const matrix = async () => (await viewCredit(store, run.id)).corrections!.counts;
    const accuracy = async () => (await runTotals(store, run.id)).roles["generator"]!.correct;
    const [before, right] = [await matrix(), await accuracy()];
    expect(before).toMatchObject({
      correct: { correct: 0, incorrect: 2 },
      incorrect: { correct: 1, incorrect: 3 },
    });
    const { action } = await turnLeaves(studio, run.id, {
      nodeIds: ["1.1.1", "1.2.1", "2.1.1"].map((path) => idOf(0, path)),
      verdict: "correct",
    });
    // 8 is right now, first and last: what is left broken ends at 9.
    expect(await matrix()).toMatchObject({
      correct: { correct: 4, incorrect: 2 },
      incorrect: { correct: 0, incorrect: 0 },
    });
    expect(await accuracy()).toBe(right + 1);
    await store.db.update(store.t.trees).set({ verdictLine: null }).where(eq(store.t.trees.runId, run.id));
    expect(await matrix()).toMatchObject({ correct: { correct: 4, incorrect: 2 } });
    await undoStep(studio, run.id, `turn_${action.id}`, {});
    expect([await matrix(), await accuracy()]).toEqual([before, right]);
  });
});
