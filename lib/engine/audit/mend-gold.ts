import type { Tx } from "../../../db/client.ts";
import { failuresOfTrees } from "../../../db/queries/failures.ts";
import {
  addGoldMark,
  getGoldMark,
  getQuestion,
  hasNodesSince,
  marksOfQuestion,
  treesOfQuestion,
} from "../../../db/queries/gold-marks.ts";
import { saveJudgings } from "../../../db/queries/judgings.ts";
import { nodeShapes } from "../../../db/queries/nodes.ts";
import { listRejudgings, noCounts } from "../../../db/queries/rejudgings.ts";
import { getRun, lockRuns } from "../../../db/queries/runs.ts";
import { lockTrees } from "../../../db/queries/trees.ts";
import type { GoldMarkRow, QuestionRow, RunRow, TreeRow } from "../../../db/rows.ts";
import type { RejudgingCounts, StoredJudging, StoredRegrade } from "../../../db/stored-types.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Malthouse } from "../malthouse.ts";
import { readGolds } from "../read-golds.ts";
import { refreshTrees } from "../refresh-tree.ts";
import { addCounts } from "../rejudge/add-counts.ts";
import { type ComparedTree, compareTree } from "../rejudge/compare-tree.ts";
import { judgeTrees } from "../rejudge/judge-trees.ts";
import { checkStandsStill } from "../rejudge/rejudge-run.ts";
import { judgeOfRun } from "../run-judge.ts";
import { policyOf } from "../run-policy.ts";
import { lookAgain, questionInRun } from "./mark-gold.ts";
import { standingMark } from "./standing-mark.ts";

type Parts = Pick<Malthouse, "store" | "judge" | "grower" | "bus">;
type Words = { readonly author?: string | undefined; readonly reason?: string | undefined };

type Regraded = { readonly run: RunRow; readonly tree: TreeRow; readonly compared: ComparedTree };
export type MendPlan = {
  readonly question: QuestionRow;
  readonly gold: string;
  readonly regraded: readonly Regraded[];
  readonly counts: RejudgingCounts;
};

/**
 * What another gold would change: each stored answer of the question, in all runs, judged by it, by this judge and each
 * run's rule. Nothing is touched and no endpoint is asked. Throws `invalid_request` for a gold that the judge cannot
 * read, `wrong_state` while a run with the question grows.
 */
export async function planMend(
  { store, judge, grower }: Omit<Parts, "bus">,
  runId: string,
  questionId: string,
  told: string,
): Promise<MendPlan> {
  const gold = told.trim();
  const { question, trees } = await questionInRun(store, runId, questionId);
  if (gold === question.gold) throw refuseGold("That is the gold it has.");
  const runs = new Map<string, RunRow>();
  for (const id of new Set(trees.map((tree) => tree.runId))) {
    const run = await getRun(store, id);
    await checkStandsStill({ store, grower }, run);
    runs.set(id, run);
  }
  const regraded: Regraded[] = [];
  let counts = noCounts;
  for (const tree of trees) {
    const run = runs.get(tree.runId);
    if (!run) continue;
    const { rule } = judgeOfRun(run);
    await checkReadable(judge, { ...question, gold }, rule);
    const policy = policyOf(run);
    const roles = policy.protocol.roles.filter(({ isJudged }) => isJudged).map(({ name }) => name);
    const judgings = await judgeTrees({ store, judge }, [tree], roles, rule, new Map([[questionId, gold]]));
    const failed = (await failuresOfTrees(store, [tree.id])).map(({ path }) => path);
    const compared = compareTree(await nodeShapes(store, [tree.id]), failed, judgings, policy);
    counts = addCounts(counts, compared.counts);
    regraded.push({ run, tree, compared });
  }
  return { question, gold, regraded, counts };
}

const refuseGold = (message: string): MalthouseError =>
  new MalthouseError("invalid_request", `gold: ${message}`, { errors: [{ path: "gold", message }] });

async function checkReadable(
  judge: Malthouse["judge"],
  question: QuestionRow,
  rule: Parameters<typeof readGolds>[2],
): Promise<void> {
  for await (const [, problem] of readGolds(judge, [question], rule))
    if (problem !== null) throw refuseGold(`The judge cannot read this gold: ${problem}.`);
}

/**
 * Puts another gold in place and judges the question's stored answers by it, in all its runs, in one step that can be
 * taken back; a mark on the gold is gone with it. People's verdicts stay and count. Throws as `planMend`, and
 * `wrong_state` where the question or its trees changed meanwhile.
 */
export async function mendGold(
  parts: Parts,
  runId: string,
  questionId: string,
  { gold: told, author, reason }: Words & { readonly gold: string },
): Promise<MendPlan> {
  const { store, bus } = parts;
  const plan = await planMend(parts, runId, questionId, told);
  const { question, gold, regraded } = plan;
  const changes: StoredRegrade[] = regraded.flatMap(({ tree, compared }) =>
    compared.changes.map(({ nodeId, before, after }) => ({ nodeId, treeId: tree.id, before, after })),
  );
  const trees = regraded.map(({ tree }) => tree);
  await store.transaction(async (tx) => {
    // Judging took its time: a run that was resumed meanwhile asks the gold it has read.
    await holdStill({ store: tx, grower: parts.grower }, trees);
    await checkUnchanged(tx, question, trees);
    await addGoldMark(
      tx,
      {
        questionId,
        runId,
        kind: "mended",
        goldBefore: question.gold,
        goldAfter: gold,
        changes,
        undoes: null,
        author: author ?? null,
        reason: reason ?? null,
        at: new Date(),
      },
      { gold, goldMark: null },
    );
    await writeRegrades(
      tx,
      trees,
      changes.map(({ nodeId, treeId, after }) => ({ nodeId, treeId, ...after })),
    );
  });
  for (const { run, tree } of regraded) tellOf(bus, run.id, tree);
  return plan;
}

/**
 * Puts the gold from before a mend back, with what the judge had said by it, and the mark that it had. Throws
 * `wrong_state` where the gold or one of those answers was changed since, or a run with the question grows.
 */
export async function undoMend(
  { store, grower, bus }: Omit<Parts, "judge">,
  runId: string,
  markId: number,
  { author }: Words,
): Promise<GoldMarkRow> {
  const mended = await getGoldMark(store, markId);
  const { questionId, goldBefore, goldAfter, changes } = mended;
  const { trees } = await questionInRun(store, runId, questionId);
  const goldMark = standingMark(await marksOfQuestion(store, questionId, markId));
  const mark = await store.transaction(async (tx) => {
    await holdStill({ store: tx, grower }, trees);
    const question = await getQuestion(tx, questionId);
    if (question.gold !== goldAfter || mended.kind !== "mended")
      throw new MalthouseError("wrong_state", "This gold was changed since. Mend it again instead.");
    await lockTrees(
      tx,
      trees.map(({ id }) => id),
    );
    await checkAsMended(tx, mended, trees);
    const added = await addGoldMark(
      tx,
      {
        questionId,
        runId,
        kind: "restored",
        goldBefore: goldAfter,
        goldAfter: goldBefore,
        changes: [],
        undoes: markId,
        author: author ?? null,
        reason: null,
        at: new Date(),
      },
      { gold: goldBefore, goldMark },
    );
    await writeRegrades(
      tx,
      trees,
      changes.map(({ nodeId, treeId, before: judging }) => ({ nodeId, treeId, ...judging })),
    );
    return added;
  });
  for (const tree of trees) tellOf(bus, tree.runId, tree);
  return mark;
}

/**
 * Throws `wrong_state` where an answer is judged otherwise than the mend left it, or came since: what is not among the
 * mend's changes would go on to be judged by the mended gold.
 */
async function checkAsMended(tx: Tx, { changes, at }: GoldMarkRow, trees: readonly TreeRow[]): Promise<void> {
  const shapes = await nodeShapes(tx, [...new Set(changes.map(({ treeId }) => treeId))]);
  const now = new Map(shapes.map(({ id, verdict, answer, judge }) => [id, { verdict, answer, judge }]));
  const isMoved = changes.some(
    ({ nodeId, after }) => canonicalJson(now.get(nodeId) ?? null) !== canonicalJson(after),
  );
  if (isMoved || (await isJudgedAgainSince(tx, trees, at)))
    throw new MalthouseError(
      "wrong_state",
      "Answers of this question were judged again since. Mend the gold back by hand instead.",
    );
  const treeIds = trees.map(({ id }) => id);
  if (await hasNodesSince(tx, treeIds, at))
    throw new MalthouseError(
      "wrong_state",
      "Answers to this question came since and were judged by the mended gold. Mend the gold back by hand instead: that judges them too.",
    );
}

async function isJudgedAgainSince(tx: Tx, trees: readonly TreeRow[], since: Date): Promise<boolean> {
  for (const runId of new Set(trees.map((tree) => tree.runId)))
    for (const { appliedAt, undoneAt } of await listRejudgings(tx, runId))
      if ([appliedAt, undoneAt].some((at) => at !== null && at >= since)) return true;
  return false;
}

/**
 * Throws `wrong_state` where a run of these trees grows; until the transaction ends none begins to: it would read the
 * gold from before.
 */
async function holdStill(
  { store, grower }: { readonly store: Tx } & Pick<Parts, "grower">,
  trees: readonly TreeRow[],
): Promise<void> {
  const runIds = new Set(trees.map((tree) => tree.runId));
  await lockRuns(store, runIds);
  for (const id of runIds) await checkStandsStill({ store, grower }, await getRun(store, id));
}

/** Throws `wrong_state` where the question's gold or trees are not those that were judged. */
async function checkUnchanged(tx: Tx, { id, gold }: QuestionRow, trees: readonly TreeRow[]): Promise<void> {
  await lockTrees(
    tx,
    trees.map((tree) => tree.id),
  );
  const now = await treesOfQuestion(tx, id);
  const sizes = (rows: readonly TreeRow[]) => rows.map((tree) => `${tree.id} ${tree.nodesDone}`).join();
  if ((await getQuestion(tx, id)).gold !== gold || sizes(now) !== sizes(trees))
    throw new MalthouseError(
      "wrong_state",
      "This question has changed meanwhile. Look again, then mend its gold.",
    );
}

async function writeRegrades(
  tx: Tx,
  trees: readonly TreeRow[],
  judgings: readonly (StoredJudging & { readonly nodeId: string; readonly treeId: string })[],
): Promise<void> {
  for (const [treeId, own] of Map.groupBy(judgings, (judging) => judging.treeId))
    await saveJudgings(tx, treeId, own);
  const refreshes = new Map<string, { policy: ReturnType<typeof policyOf> }>();
  for (const tree of trees) refreshes.set(tree.id, { policy: policyOf(await getRun(tx, tree.runId)) });
  await refreshTrees(tx, refreshes);
  await lookAgain(tx, trees);
}

function tellOf(bus: Parts["bus"], runId: string, { id, status }: TreeRow): void {
  bus.publish({ runId, event: "tree", data: { treeId: id, status } });
  bus.publish({ runId, event: "progress" });
}
