import type { Store } from "../../../db/client.ts";
import {
  addBlindVerdict,
  addSample,
  blindVerdictsOf,
  currentSample,
  leavesByTree,
  leavesOfSample,
  type SampledLeaf,
  lockSample,
} from "../../../db/queries/audit-samples.ts";
import { getNode, nodesById } from "../../../db/queries/nodes.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import { runTotals } from "../../../db/queries/run-totals.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { treesById } from "../../../db/queries/trees.ts";
import type { AuditSampleRow, BlindVerdictRow, RunRow } from "../../../db/rows.ts";
import { drawSample } from "../../core/audit/draw-sample.ts";
import { estimateJudgeError, type Strata, type Stratum } from "../../core/audit/estimate-judge-error.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Verdict } from "../../core/tree.ts";
import type { BlindLeaf, BlindSaid, SampleState, SampleView } from "../../http/wire/audit.ts";
import type { Malthouse } from "../malthouse.ts";
import { choicesOf } from "../question-choices.ts";
import { policyOf } from "../run-policy.ts";
import { leafRolesOf } from "./audit-trees.ts";
import { peopleSay, wordsOn } from "./people-say.ts";

/** Sampled leaves given out ahead of the one that is judged. */
const ahead = 3;

/**
 * Draws a random sample of a run's leaves, so many of each verdict, in place of the one before; what was said of that
 * one is kept. Throws `wrong_state` while the run grows.
 */
export async function drawRunSample(
  { store, bus }: Pick<Malthouse, "store" | "bus">,
  runId: string,
  { perVerdict, seed, author }: { perVerdict: number; seed: number; author?: string | undefined },
): Promise<AuditSampleRow> {
  const run = await getRun(store, runId);
  if (run.status === "queued" || run.status === "growing")
    throw new MalthouseError(
      "wrong_state",
      `The run ${run.name} is ${run.status}: a sample of now would not be one of the whole run. Pause it or wait until it has ended.`,
    );
  const { nodesDone } = await runTotals(store, runId);
  const drawn = await drawSample(leavesByTree(store, runId, leafRolesOf(policyOf(run))), {
    perVerdict,
    seed,
  });
  if (drawn.leaves.length === 0)
    throw new MalthouseError("wrong_state", `The run ${run.name} has no judged leaf to draw from.`);
  const row = await store.transaction((tx) =>
    addSample(
      tx,
      {
        runId,
        seed,
        perVerdict,
        counts: drawn.counts,
        nodesSeen: nodesDone,
        judge: run.judge,
        author: author ?? null,
      },
      drawn.leaves,
    ),
  );
  bus.publish({ runId, event: "progress" });
  return row;
}

/** The sample of a run with what it says of the judge; null where none was drawn. */
export async function viewSample(store: Store, run: RunRow): Promise<SampleView | null> {
  const sample = await currentSample(store, run.id);
  if (!sample) return null;
  return viewOf(
    sample,
    await isStale(store, run, sample),
    await leavesOfSample(store, sample.id),
    await blindVerdictsOf(store, sample.id),
  );
}

async function isStale(store: Store, run: RunRow, sample: AuditSampleRow): Promise<boolean> {
  const { nodesDone } = await runTotals(store, run.id);
  return nodesDone !== sample.nodesSeen || canonicalJson(run.judge) !== canonicalJson(sample.judge);
}

function viewOf(
  sample: AuditSampleRow,
  isOld: boolean,
  leaves: readonly SampledLeaf[],
  words: readonly BlindVerdictRow[],
): SampleView {
  const strata = strataOf(sample, leaves, words);
  const drawn = (verdict: Verdict): number => leaves.filter((leaf) => leaf.verdict === verdict).length;
  const said = new Set(words.flatMap(({ nodeId, verdict }) => (verdict === null ? [] : [nodeId])));
  return {
    id: sample.id,
    seed: sample.seed,
    perVerdict: sample.perVerdict,
    author: sample.author,
    createdAt: sample.createdAt.toISOString(),
    isStale: isOld,
    drawn: leaves.length,
    decided: said.size,
    annotators: [...new Set(words.map(({ author }) => author))],
    strata: {
      correct: { ...strata.correct, drawn: drawn("correct") },
      incorrect: { ...strata.incorrect, drawn: drawn("incorrect") },
      unknown: { ...strata.unknown, drawn: drawn("unknown") },
    },
    error: estimateJudgeError(strata),
  };
}

/** A leaf whose verdict is not any more what it was drawn for, after a mended gold, says nothing of the judge. */
function strataOf(
  { counts }: AuditSampleRow,
  leaves: readonly SampledLeaf[],
  words: readonly BlindVerdictRow[],
): Strata {
  const byNode = Map.groupBy(words, ({ nodeId }) => nodeId);
  const stratumOf = (verdict: Verdict): Stratum => {
    const told = leaves
      .filter((leaf) => leaf.verdict === verdict && leaf.verdictNow === verdict)
      .map(({ nodeId }) => peopleSay(byNode.get(nodeId) ?? []));
    const of = (word: Verdict): number => told.filter((one) => one === word).length;
    return {
      leaves: counts[verdict],
      correct: of("correct"),
      incorrect: of("incorrect"),
      undecided: of("unknown"),
    };
  };
  return {
    correct: stratumOf("correct"),
    incorrect: stratumOf("incorrect"),
    unknown: stratumOf("unknown"),
  };
}

/** The sample, and the next leaves of it for one author; nothing of them tells the judge's word. */
export async function viewSampleFor(store: Store, runId: string, author: string): Promise<SampleState> {
  const run = await getRun(store, runId);
  const sample = await currentSample(store, runId);
  if (!sample) return { sample: null, next: [], left: 0 };
  const leaves = await leavesOfSample(store, sample.id);
  const words = await blindVerdictsOf(store, sample.id);
  const done = new Set(words.flatMap((word) => (word.author === author ? [word.nodeId] : [])));
  const open = leaves.filter(({ nodeId }) => !done.has(nodeId));
  return {
    sample: viewOf(sample, await isStale(store, run, sample), leaves, words),
    next: await blindLeaves(store, open.slice(0, ahead)),
    left: open.length,
  };
}

async function blindLeaves(store: Store, leaves: readonly SampledLeaf[]): Promise<BlindLeaf[]> {
  const nodes = await nodesById(
    store,
    leaves.map(({ nodeId }) => nodeId),
  );
  const trees = await treesById(
    store,
    leaves.map(({ treeId }) => treeId),
  );
  const questions = await questionsById(
    store,
    [...trees.values()].map(({ questionId }) => questionId),
  );
  return leaves.flatMap(({ nodeId, treeId, ordinal }) => {
    const node = nodes.get(nodeId);
    const tree = trees.get(treeId);
    const question = tree && questions.get(tree.questionId);
    if (!node || !question) return [];
    const choices = choicesOf(question.meta);
    return [
      {
        nodeId,
        treeId,
        index: tree.position,
        path: node.path,
        place: ordinal + 1,
        question: question.text,
        gold: question.gold,
        choices: choices ? [...choices] : null,
        text: node.text,
      },
    ];
  });
}

/**
 * Keeps what somebody says of a sampled leaf before seeing the judge's word, and answers that word. Only the first word
 * of an author on a leaf is blind: a second one is refused, and one that is taken back is not said again. Throws
 * `not_found` for a leaf that is not in the sample, `wrong_state` for a second word.
 */
export async function sayBlind(
  { store, bus }: Pick<Malthouse, "store" | "bus">,
  runId: string,
  { nodeId, verdict, author }: { nodeId: string; verdict: Verdict | null; author: string },
): Promise<BlindSaid> {
  const sample = await currentSample(store, runId);
  const leaf = sample && (await leavesOfSample(store, sample.id)).find((one) => one.nodeId === nodeId);
  if (!sample || !leaf)
    throw new MalthouseError("not_found", `The sample of this run has no leaf ${nodeId}.`);
  await store.transaction(async (tx) => {
    await lockSample(tx, sample.id);
    const said = wordsOn(await blindVerdictsOf(tx, sample.id), nodeId, author);
    const isNow = said.at(-1)?.verdict ?? null;
    if (verdict === null ? isNow === null : said.length > 0)
      throw new MalthouseError(
        "wrong_state",
        verdict === null
          ? "Nothing of yours stands on this leaf."
          : "You have judged this leaf already and seen the judge's word: a second word would not be blind.",
      );
    await addBlindVerdict(tx, { sampleId: sample.id, nodeId, verdict, author, at: new Date() });
  });
  bus.publish({ runId, event: "progress" });
  const node = await getNode(store, nodeId);
  return {
    nodeId,
    said: verdict,
    verdict: node.verdict,
    reason: node.judge?.reason ?? "",
    answer: node.answer?.raw ?? null,
    override: node.override,
  };
}
