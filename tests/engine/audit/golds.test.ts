import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { getQuestion } from "../../../db/queries/gold-marks.ts";
import { insertGroup } from "../../../db/queries/insert-group.ts";
import { getTree } from "../../../db/queries/trees.ts";
import { updateRun } from "../../../db/queries/runs.ts";
import { listSuspects } from "../../../db/queries/suspicions.ts";
import { auditRun } from "../../../lib/engine/audit/audit-run.ts";
import { markGold } from "../../../lib/engine/audit/mark-gold.ts";
import { mendGold, planMend } from "../../../lib/engine/audit/mend-gold.ts";
import { turnLeaves } from "../../../lib/engine/audit/turn-leaves.ts";
import { undoStep, viewHistory } from "../../../lib/engine/audit/undo-audit.ts";
import { viewMarked } from "../../../lib/engine/audit/view-marked.ts";
import { previewExport } from "../../../lib/engine/build-export.ts";
import { importRun } from "../../../lib/engine/import-run.ts";
import { outgoingTrees } from "../../../lib/engine/outgoing-trees.ts";
import { applyRejudging, startRejudging } from "../../../lib/engine/rejudge/rejudge-run.ts";
import { rejudgingSettled } from "../../../lib/engine/rejudge/rejudging-tasks.ts";
import { inChunks } from "../../datasets/bytes.ts";
import { noSpend } from "../../db/stored-run.ts";
import type { Store } from "../../../db/client.ts";
import { describeDatabases, describeStores } from "../../support/stores.ts";
import type { Studio } from "../../support/studio.ts";
import { useStudio } from "../../support/use-studio.ts";
import { configOf } from "../plant-run.ts";
import { plantSuspects } from "./plant-suspects.ts";

/** Every leaf but two says 501 over a question whose gold is 1. */
const trees = [
  [
    ["cc", "ii"],
    ["ic", "cc"],
  ],
  [
    ["ic", "ii"],
    ["ii", "ci"],
  ],
];
const change = { config: configOf({ generator: 2, verifier: 2, refiner: 2 }) };

async function planted(studio: Studio) {
  const { run, treeIds, idOf } = await plantSuspects(studio.store, trees, change);
  await auditRun(studio.store, run.id);
  const { questionId } = await getTree(studio.store, treeIds[1]!);
  return { run, treeIds, idOf, questionId };
}

const verdictsOf = async (studio: Studio, runId: string, tree: number): Promise<string> =>
  (await studio.nodesOf(runId))
    [tree]!.filter(({ role }) => role === "refiner")
    .map(({ effectiveVerdict }) => effectiveVerdict?.[0])
    .join("");

const exported = async (studio: Studio, runId: string) =>
  await previewExport(studio.store, { runIds: [runId], format: "trl" });

describeStores("golds in the audit", (openStore) => {
  const open = useStudio(openStore);

  test("markGold takes a question's trees out of every kind of row, says how many in dropped, and lets them in again", async () => {
    const studio = await open();
    const { run, questionId } = await planted(studio);
    const before = await exported(studio, run.id);
    const rowsOf = ({ counts }: typeof before) =>
      Object.values(counts).flatMap((roles) =>
        Object.values(roles).map(({ train, validation }) => train + validation),
      );
    expect(before.dropped["gold_marked_wrong"]).toBeUndefined();
    await markGold(studio, run.id, questionId, { isWrong: true, author: "Ada", reason: "typing error" });
    const marked = await exported(studio, run.id);
    expect(marked.dropped["gold_marked_wrong"]).toBe(1);
    expect(rowsOf(marked).reduce((a, b) => a + b)).toBeLessThan(rowsOf(before).reduce((a, b) => a + b));
    for (const { row } of marked.samples) expect(JSON.stringify(row)).not.toContain("basket 1?");
    expect(await viewMarked(studio.store, run.id)).toEqual([
      expect.objectContaining({ questionId, index: 1, author: "Ada", reason: "typing error" }),
    ]);
    expect(
      (await listSuspects(studio.store, run.id, { limit: 50 })).items.map(({ position }) => position),
    ).not.toContain(1);
    expect(await markGold(studio, run.id, questionId, { isWrong: true })).toBeNull();
    const [step] = await viewHistory(studio.store, run.id, 9);
    await undoStep(studio, run.id, step!.id, {});
    const { report: _a, ...again } = await exported(studio, run.id);
    const { report: _b, ...first } = before;
    expect(again).toEqual(first);
    expect(
      (await listSuspects(studio.store, run.id, { limit: 50 })).items.map(({ position }) => position),
    ).toContain(1);
  });

  test("mendGold judges that question's answers by the new gold in all runs, as its preview says, and undoStep puts all back", async () => {
    const studio = await open();
    const { run, treeIds, questionId, idOf } = await planted(studio);
    await turnLeaves(studio, run.id, { nodeIds: [idOf(1, "1.2.2")], verdict: "incorrect", author: "Ada" });
    await markGold(studio, run.id, questionId, { isWrong: true });
    const before = await studio.nodesOf(run.id);
    expect(await verdictsOf(studio, run.id, 1)).toBe("iciiiici");
    const plan = await planMend(studio, run.id, questionId, "501");
    expect(plan.counts).toMatchObject({ verdicts: 10, overridden: 1, correctLeaves: [2, 5] });
    expect(await studio.nodesOf(run.id)).toEqual(before);
    await mendGold(studio, run.id, questionId, { gold: " 501 ", author: "Ada" });
    expect(await getQuestion(studio.store, questionId)).toMatchObject({ gold: "501", goldMark: null });
    // A person's word still counts.
    expect(await verdictsOf(studio, run.id, 1)).toBe("ciciccic");
    expect((await getTree(studio.store, treeIds[1]!)).correctLeaves).toBe(5);
    expect((await exported(studio, run.id)).dropped["gold_marked_wrong"]).toBeUndefined();
    const [step] = await viewHistory(studio.store, run.id, 9);
    expect(step).toMatchObject({ kind: "gold-mended", goldBefore: "1", goldAfter: "501", canUndo: true });
    await undoStep(studio, run.id, step!.id, {});
    expect(await studio.nodesOf(run.id)).toEqual(before);
    expect(await getQuestion(studio.store, questionId)).toMatchObject({ gold: "1", goldMark: "wrong" });
  });

  test("a mark that a mend took away comes back with the old gold, each time, and in an import too", async () => {
    const studio = await open();
    const { run, questionId } = await planted(studio);
    await markGold(studio, run.id, questionId, { isWrong: true });
    for (const gold of ["501", "71"]) {
      await mendGold(studio, run.id, questionId, { gold });
      expect(await getQuestion(studio.store, questionId)).toMatchObject({ gold, goldMark: null });
      const [step] = await viewHistory(studio.store, run.id, 1);
      await undoStep(studio, run.id, step!.id, {});
      expect(await getQuestion(studio.store, questionId)).toMatchObject({ gold: "1", goldMark: "wrong" });
    }
    const lines: string[] = [];
    for await (const { line } of outgoingTrees(studio.store, run)) lines.push(line);
    const copy = await importRun(studio.store, inChunks(lines.join("\n"), 4096), { fileName: "trees.jsonl" });
    expect((await viewMarked(studio.store, copy.id)).map(({ index }) => index)).toEqual([1]);
    expect((await exported(studio, copy.id)).dropped["gold_marked_wrong"]).toBe(1);
  });

  test("undoStep refuses to put a gold back once answers came that were judged by the mended one", async () => {
    const studio = await open();
    const { run, treeIds, questionId } = await planted(studio);
    await mendGold(studio, run.id, questionId, { gold: "501" });
    const node = {
      runId: run.id,
      path: "3",
      role: "generator",
      text: "So it is 501.",
      createdAt: new Date(),
    };
    await insertGroup(studio.store, { treeId: treeIds[1]!, nodes: [node], spend: noSpend });
    const [step] = await viewHistory(studio.store, run.id, 1);
    await expect(undoStep(studio, run.id, step!.id, {})).rejects.toMatchObject({ code: "wrong_state" });
    expect(await getQuestion(studio.store, questionId)).toMatchObject({ gold: "501" });
    await mendGold(studio, run.id, questionId, { gold: "1" });
    expect(await verdictsOf(studio, run.id, 1)).toBe("iciiiici");
  });

  test("mendGold refuses a gold that cannot be read, the gold it has, and a run that grows; a preview of judging again from before is refused", async () => {
    const studio = await open();
    const { run, questionId } = await planted(studio);
    const refused = (gold: string) => planMend(studio, run.id, questionId, gold);
    await expect(refused("no number at all")).rejects.toMatchObject({ errors: [{ path: "gold" }] });
    await expect(refused("1")).rejects.toMatchObject({ code: "invalid_request" });
    await updateRun(studio.store, run.id, { status: "growing" });
    await expect(refused("501")).rejects.toMatchObject({ code: "wrong_state" });
    await updateRun(studio.store, run.id, { status: "completed" });
    const preview = await startRejudging(studio, run.id, {});
    await rejudgingSettled(preview.id);
    await mendGold(studio, run.id, questionId, { gold: "501" });
    await expect(applyRejudging(studio, run.id, preview.id)).rejects.toMatchObject({ code: "wrong_state" });
    await expect(markGold(studio, run.id, "question_none", { isWrong: true })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a trees file keeps what was said of golds", async () => {
    const studio = await open();
    const { run, questionId } = await planted(studio);
    await mendGold(studio, run.id, questionId, { gold: "501", reason: "typing error" });
    await markGold(studio, run.id, questionId, { isWrong: true, author: "Ada" });
    const linesOf = async (of: typeof run) => {
      const lines: string[] = [];
      for await (const { line } of outgoingTrees(studio.store, of)) lines.push(line);
      return lines;
    };
    const lines = await linesOf(run);
    const copy = await importRun(studio.store, inChunks(lines.join("\n"), 4096), { fileName: "trees.jsonl" });
    const marksOf = (line: string) => (JSON.parse(line) as { goldMarks: unknown }).goldMarks;
    expect((await linesOf(copy)).map(marksOf)).toEqual(lines.map(marksOf));
    expect((await viewMarked(studio.store, copy.id)).map(({ gold, index }) => [gold, index])).toEqual([
      ["501", 1],
    ]);
    expect((await exported(studio, copy.id)).dropped["gold_marked_wrong"]).toBe(1);
  });
});

/** Statements of this database that wait for a lock. */
async function countWaiting({ db, t }: Store): Promise<number> {
  const waiting = sql<number>`(select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock')`.mapWith(Number);
  return (await db.select({ waiting }).from(t.runs).limit(1))[0]!.waiting;
}

describeDatabases("a gold mended beside a resume", (openStore) => {
  const open = useStudio(openStore);

  test("waits for a resume that has begun, and is refused", async () => {
    const studio = await open();
    const { run, questionId } = await planted(studio);
    const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const resuming = studio.store.transaction(async (tx) => {
      await updateRun(tx, run.id, { status: "growing" });
      begun.resolve();
      await mayEnd.promise;
    });
    await begun.promise;
    const mending = mendGold(studio, run.id, questionId, { gold: "501" }).then(
      () => "mended",
      (error: { code: string }) => error.code,
    );
    await vi.waitUntil(async () => (await countWaiting(studio.store)) > 0, { timeout: 10_000, interval: 20 });
    mayEnd.resolve();
    await resuming;
    expect(await mending).toBe("wrong_state");
    expect((await getQuestion(studio.store, questionId)).gold).toBe("1");
  });
});
