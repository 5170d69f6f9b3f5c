import { createHash } from "node:crypto";
import type { Tx } from "../../../db/client.ts";
import { failuresOfTrees } from "../../../db/queries/failures.ts";
import { nodeShapes } from "../../../db/queries/nodes.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import { leafTexts, saveSuspicions } from "../../../db/queries/suspicions.ts";
import { lockTrees, treesById } from "../../../db/queries/trees.ts";
import { newestVotes } from "../../../db/queries/votes.ts";
import type { NodeShape, QuestionRow, SuspicionRow, TreeRow } from "../../../db/rows.ts";
import type { Path } from "../../core/path.ts";
import type { Verdict } from "../../core/tree.ts";
import { type LeafToAudit, scorerVersion, suspectLeaves } from "../../judge/audit/suspect-leaves.ts";
import { creditTree } from "../credit.ts";
import { creditNodeOf } from "../refresh-tree.ts";
import type { RunPolicy } from "../run-policy.ts";
import { effectOfTurning } from "./turn-effect.ts";

export const leafRolesOf = ({ protocol }: RunPolicy): string[] =>
  protocol.roles.flatMap(({ name, isLeaf }) => (isLeaf ? [name] : []));

/**
 * Looks at the leaves of some ended trees of one run and keeps which are suspect, why, and what turning each would
 * change, in place of what was known of these trees. Give a `tx`; trees that are still growing are left alone.
 */
export async function auditTrees(tx: Tx, treeIds: readonly string[], policy: RunPolicy): Promise<void> {
  await lockTrees(tx, treeIds);
  const trees = [...(await treesById(tx, treeIds)).values()].filter(
    ({ status }) => status === "completed" || status === "failed",
  );
  const ids = trees.map(({ id }) => id);
  if (ids.length === 0) return;
  const shapes = Map.groupBy(await nodeShapes(tx, ids), ({ treeId }) => treeId);
  const failures = Map.groupBy(await failuresOfTrees(tx, ids), ({ treeId }) => treeId);
  const texts = await leafTexts(tx, ids, leafRolesOf(policy));
  const votes = await newestVotes(tx, ids);
  const questions = await questionsById(
    tx,
    trees.map(({ questionId }) => questionId),
  );
  const found: SuspicionRow[] = [];
  for (const tree of trees) {
    const question = questions.get(tree.questionId);
    // A gold that is marked wrong is asked about by itself; its leaves wait until it is mended.
    if (!question || question.goldMark !== null) continue;
    const nodes = shapes.get(tree.id) ?? [];
    const failed = (failures.get(tree.id) ?? []).map(({ path }) => path);
    found.push(...suspicionsOf(tree, question, { nodes, failed, texts, votes }, policy));
  }
  await saveSuspicions(tx, ids, scorerVersion, found);
}

type Contents = {
  readonly nodes: readonly NodeShape[];
  readonly failed: readonly Path[];
  readonly texts: ReadonlyMap<string, string>;
  readonly votes: ReadonlyMap<string, Verdict>;
};

function suspicionsOf(
  tree: TreeRow,
  { gold }: QuestionRow,
  { nodes, failed, texts, votes }: Contents,
  policy: RunPolicy,
): SuspicionRow[] {
  const leafRoles = new Set(leafRolesOf(policy));
  const judged = nodes.filter(({ role, verdict }) => verdict !== null && leafRoles.has(role));
  const leaves = judged.map((node) => leafOf(node, texts.get(node.id) ?? "", votes.get(node.id) ?? null));
  const suspicions = suspectLeaves(gold, leaves);
  if (suspicions.length === 0) return [];
  const byPath = new Map(judged.map((node) => [node.path, node]));
  const shape = { nodes: nodes.map(creditNodeOf), failed };
  const before = creditTree(shape, policy);
  return suspicions.flatMap(({ path, signals, score, turnsTo }) => {
    const node = byPath.get(path);
    const [first] = signals;
    if (!node || !first) return [];
    const effect = effectOfTurning(shape, new Map([[path, turnsTo]]), policy, before);
    return [
      {
        nodeId: node.id,
        runId: tree.runId,
        treeId: tree.id,
        position: tree.position,
        pathKey: node.pathKey,
        signal: first.kind,
        signals,
        rank: rankOf(score, effect),
        alikeKey: alikeKeyOf(gold, node),
        turnsTo,
        ...effect,
      },
    ];
  });
}

/** Most likely misjudged first; what would change no label and no pair stands 200 places of 1,000 behind its score. */
const rankOf = (score: number, { labels, pairsAdded, pairsRemoved }: Record<string, number>): number =>
  1000 - score + (labels || pairsAdded || pairsRemoved ? 0 : 200);

/** Equal for leaves with the same gold, the same answer and the same verdict; null where no answer was read. */
export function alikeKeyOf(
  gold: string,
  { answer, verdict }: Pick<NodeShape, "answer" | "verdict">,
): string | null {
  if (!answer || answer.raw.trim() === "") return null;
  return createHash("sha1")
    .update(JSON.stringify([gold.trim(), answer.raw.trim(), verdict]))
    .digest("base64url");
}

const leafOf = (
  { path, verdict, override, answer, judge, finishReason }: NodeShape,
  text: string,
  vote: Verdict | null,
): LeafToAudit => ({
  path,
  text,
  verdict: verdict ?? "unknown",
  decided: override?.verdict ?? null,
  answer,
  reason: judge?.reason ?? "",
  flags: judge?.flags ?? [],
  isTruncated: finishReason === "length",
  vote,
});
