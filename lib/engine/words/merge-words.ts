import type { Tx } from "../../../db/client.ts";
import {
  historiesOf,
  lockDecisions,
  type NewDecision,
  pairKeyOf,
  type PairKey,
  saveDecisions,
} from "../../../db/queries/decisions.ts";
import { mergeOverrides, overridesOfNodes } from "../../../db/queries/overrides.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { lockTrees } from "../../../db/queries/trees.ts";
import type { Verdict } from "../../core/tree.ts";
import { readPairWords } from "../../core/curation/read-pair-words.ts";
import type { WordLine } from "../../export/word-line.ts";
import type { WordsMerge } from "../../http/wire/words.ts";
import type { Malthouse } from "../malthouse.ts";
import { refreshTrees } from "../refresh-tree.ts";
import { refuseWhileRewritten } from "../rejudge/rejudge-run.ts";
import { policyOf, type RunPolicy } from "../run-policy.ts";
import { type PlacedNode, placeWords, type PlacedWords } from "./place-words.ts";

type Override = Parameters<typeof mergeOverrides>[2][number];
type Merge = {
  readonly report: WordsMerge;
  readonly decisions: readonly NewDecision[];
  readonly overrides: ReadonlyMap<PlacedNode, readonly Override[]>;
};

/** What merging a words file into a run would do; stores nothing. */
export async function previewWords(
  { store }: Pick<Malthouse, "store">,
  runId: string,
  words: readonly WordLine[],
): Promise<WordsMerge> {
  const run = await getRun(store, runId);
  return (await planMerge(store, runId, await placeWords(store, run, words, leavesOf(policyOf(run))))).report;
}

/**
 * Adds what people said elsewhere of the same run to what they said here, with author and time; what is here already is
 * left, so that merging twice changes nothing. Values, labels and pairs follow. Throws `wrong_state` while the run is
 * being judged again.
 */
export async function mergeWords(
  { store, grower, bus }: Malthouse,
  runId: string,
  words: readonly WordLine[],
): Promise<WordsMerge> {
  const found = await getRun(store, runId);
  await refuseWhileRewritten(store, found);
  // Places and texts never change; to look for them inside would hold up whatever else is to be stored.
  const placed = await placeWords(store, found, words, leavesOf(policyOf(found)));
  const turned: { node: PlacedNode; verdict: Verdict | null }[] = [];
  const report = await store.transaction(async (tx) => {
    const policy = policyOf(await getRun(tx, runId));
    await lockDecisions(tx, runId);
    await lockTrees(tx, [...new Set(placed.overrides.map(({ node }) => node.treeId))]);
    const merge = await planMerge(tx, runId, placed);
    if (merge.decisions.length > 0) await saveDecisions(tx, runId, merge.decisions);
    for (const [node, added] of merge.overrides)
      turned.push({ node, verdict: await mergeOverrides(tx, node.id, added) });
    const treeIds = new Set(turned.map(({ node }) => node.treeId));
    if (treeIds.size > 0) await refreshTrees(tx, new Map([...treeIds].map((id) => [id, { policy }])));
    return merge.report;
  });
  for (const { node, verdict } of turned)
    grower.setVerdict(runId, node.treeId, node.path, verdict ?? node.verdict);
  if (turned.length > 0) bus.publish({ runId, event: "progress" });
  return report;
}

const leavesOf = ({ protocol }: RunPolicy) => {
  const leaves = new Set(protocol.roles.flatMap(({ name, isLeaf }) => (isLeaf ? [name] : [])));
  return (role: string): boolean => leaves.has(role);
};

async function planMerge(
  store: Tx,
  runId: string,
  { decisions, overrides, misplaced }: PlacedWords,
): Promise<Merge> {
  const keyOf = ({ chosen, rejected }: PlacedWords["decisions"][number]): PairKey => ({
    chosenNodeId: chosen.id,
    rejectedNodeId: rejected.id,
  });
  const known = await historiesOf(store, runId, decisions.map(keyOf));
  const added: NewDecision[] = [];
  let conflicts = 0;
  for (const [key, placed] of Map.groupBy(decisions, (one) => pairKeyOf(keyOf(one)))) {
    const history = known.get(key) ?? [];
    const said = new Set(history.map(identityOf));
    const fresh = placed.flatMap((one): NewDecision[] => {
      const { author, reason, verdict, blind, bulk, sample, ms, settles, leftPath } = one.line;
      const row = { ...keyOf(one), author, reason, verdict, blind, bulk, sample, ms, settles };
      const left = [one.chosen, one.rejected].find(({ path }) => path === leftPath);
      const decision = { ...row, leftNodeId: left?.id ?? null, at: new Date(one.line.at) };
      if (said.has(identityOf(decision))) return [];
      said.add(identityOf(decision));
      return [decision];
    });
    const isNew =
      readPairWords([...history, ...fresh]).isConflict && !readPairWords<NewDecision>(history).isConflict;
    if (isNew) conflicts += 1;
    added.push(...fresh);
  }
  const byNode = Map.groupBy(overrides, ({ node }) => node.id);
  const stored = Map.groupBy(await overridesOfNodes(store, [...byNode.keys()]), ({ nodeId }) => nodeId);
  const turning = new Map<PlacedNode, Override[]>();
  let differing = 0;
  for (const [nodeId, placed] of byNode) {
    const history = stored.get(nodeId) ?? [];
    const said = new Set(history.map(identityOf));
    const fresh = placed.flatMap(({ line: { verdict, author, reason, at } }): Override[] => {
      const override = { verdict, author, reason, at: new Date(at) };
      if (said.has(identityOf(override))) return [];
      said.add(identityOf(override));
      return [override];
    });
    const [first] = placed;
    if (!first || fresh.length === 0) continue;
    turning.set(first.node, fresh);
    const [here, there] = [lastOf(history), lastOf(fresh)];
    if (here?.verdict && there?.verdict && here.verdict !== there.verdict) differing += 1;
  }
  const newOverrides = [...turning.values()].reduce((sum, rows) => sum + rows.length, 0);
  return {
    report: {
      decisions: { new: added.length, same: decisions.length - added.length, conflicts },
      overrides: { new: newOverrides, same: overrides.length - newOverrides, conflicts: differing },
      notFound: { ...misplaced },
    },
    decisions: added,
    overrides: turning,
  };
}

const identityOf = (word: {
  readonly author: string | null;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly at: Date;
  readonly settles?: boolean | null | undefined;
}): string =>
  JSON.stringify([word.author, word.verdict, word.reason, word.at.getTime(), word.settles === true]);

const lastOf = <Word extends { readonly at: Date }>(words: readonly Word[]): Word | undefined =>
  words.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
