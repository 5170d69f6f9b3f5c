import type { JudgeChangeRow, NodeShape } from "../../../db/rows.ts";
import type { RejudgingCounts, RoleNumbers, StoredJudging } from "../../../db/stored-types.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import type { Path } from "../../core/path.ts";
import type { PreferencePair } from "../../core/tree.ts";
import { creditTree, isSameValue, type TreeCredit } from "../credit.ts";
import { creditNodeOf } from "../refresh-tree.ts";
import type { RunPolicy } from "../run-policy.ts";

export type Change = Omit<JudgeChangeRow, "rejudgingId" | "position" | "treeId">;

export type ComparedTree = {
  readonly changes: readonly Change[];
  /** Paths of nodes of which only the judge's version changes, by the version before. */
  readonly stamps: Readonly<Record<string, readonly Path[]>>;
  /** `decisions` is left 0: it takes the store to know them. */
  readonly counts: RejudgingCounts;
  /** Node ids of pairs that would be none any more. */
  readonly pairsLost: readonly { readonly chosenNodeId: string; readonly rejectedNodeId: string }[];
};

const judgingOf = ({ verdict, answer, judge }: NodeShape): StoredJudging => ({ verdict, answer, judge });

/** The same verdict, reached in the same way from the same answer; the version of the judge aside. */
function isSameJudging(a: StoredJudging, b: StoredJudging): boolean {
  const plain = ({ verdict, answer, judge }: StoredJudging) =>
    canonicalJson({ verdict, answer, judge: judge && { ...judge, version: "" } });
  return plain(a) === plain(b);
}

const pairKey = ({ chosen, rejected }: PreferencePair): string => `${chosen} ${rejected}`;

function countPairs(pairs: readonly PreferencePair[], known: ReadonlySet<string>): RoleNumbers {
  const counts: Record<string, number> = {};
  for (const pair of pairs) if (!known.has(pairKey(pair))) counts[pair.role] = (counts[pair.role] ?? 0) + 1;
  return counts;
}

/** How many nodes of each role differ between two credits of one tree. */
function countDifferent(
  before: TreeCredit,
  after: TreeCredit,
  roleOf: ReadonlyMap<Path, string>,
  isSame: (a: TreeCredit["nodes"][number], b: TreeCredit["nodes"][number]) => boolean,
): RoleNumbers {
  const counts: Record<string, number> = {};
  const now = new Map(after.nodes.map((node) => [node.path, node]));
  for (const was of before.nodes) {
    const is = now.get(was.path);
    const role = roleOf.get(was.path);
    if (is && role !== undefined && !isSame(was, is)) counts[role] = (counts[role] ?? 0) + 1;
  }
  return counts;
}

function movesOf(changes: readonly Change[]): RejudgingCounts["moves"] {
  const groups = Map.groupBy(
    changes.filter(({ fromVerdict, toVerdict }) => fromVerdict !== toVerdict),
    (change) => [change.role, change.fromVerdict, change.toVerdict, change.reason].join(" "),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { role, fromVerdict: from, toVerdict: to, reason } = first;
    return [{ role, from, to, reason, count: group.length }];
  });
}

/**
 * What judging a tree's answers anew would change: each answer before and after, and what follows for values, labels
 * and pairs by the same functions that derive them always. A person's word on a leaf keeps counting. Pure.
 */
export function compareTree(
  shapes: readonly NodeShape[],
  failed: readonly Path[],
  judgings: ReadonlyMap<string, StoredJudging>,
  policy: RunPolicy,
): ComparedTree {
  const changes: Change[] = [];
  const stamps: Record<string, Path[]> = {};
  for (const node of shapes) {
    const after = judgings.get(node.id);
    if (!after) continue;
    const before = judgingOf(node);
    if (!isSameJudging(before, after))
      changes.push({
        nodeId: node.id,
        path: node.path,
        pathKey: node.pathKey,
        role: node.role,
        fromVerdict: before.verdict,
        toVerdict: after.verdict ?? "unknown",
        reason: after.judge?.reason ?? "",
        isOverridden: node.override !== null,
        before,
        after,
      });
    else if (before.judge && before.judge.version !== after.judge?.version)
      (stamps[before.judge.version] ??= []).push(node.path);
  }
  const becomes = new Map(changes.map((change) => [change.nodeId, change.toVerdict]));
  const credited = shapes.map(creditNodeOf);
  const before = creditTree({ nodes: credited, failed }, policy);
  const after = creditTree(
    {
      nodes: shapes.map((node, index) => {
        const own = credited[index] ?? creditNodeOf(node);
        return node.override === null ? { ...own, verdict: becomes.get(node.id) ?? own.verdict } : own;
      }),
      failed,
    },
    policy,
  );
  const roleOf = new Map(shapes.map((node) => [node.path, node.role]));
  const idOf = new Map(shapes.map((node) => [node.path, node.id]));
  const [had, has] = [before, after].map(({ pairs }) => new Set(pairs.map(pairKey)));
  const moved = changes.filter(({ fromVerdict, toVerdict }) => fromVerdict !== toVerdict);
  return {
    changes,
    stamps,
    pairsLost: before.pairs
      .filter((pair) => !has?.has(pairKey(pair)))
      .flatMap(({ chosen, rejected }) => {
        const [chosenNodeId, rejectedNodeId] = [idOf.get(chosen), idOf.get(rejected)];
        return chosenNodeId && rejectedNodeId ? [{ chosenNodeId, rejectedNodeId }] : [];
      }),
    counts: {
      nodes: shapes.filter((node) => judgings.has(node.id)).length,
      verdicts: moved.length,
      details: changes.length - moved.length,
      overridden: moved.filter(({ isOverridden }) => isOverridden).length,
      trees: moved.length > 0 ? 1 : 0,
      moves: movesOf(changes),
      values: countDifferent(before, after, roleOf, (a, b) => isSameValue(a.value, b.value)),
      labels: countDifferent(before, after, roleOf, (a, b) => a.label === b.label),
      pairsAdded: countPairs(after.pairs, had ?? new Set()),
      pairsRemoved: countPairs(before.pairs, has ?? new Set()),
      decisions: 0,
      leaves: before.leaves,
      correctLeaves: [before.correctLeaves, after.correctLeaves],
      unknownLeaves: [before.unknownLeaves, after.unknownLeaves],
    },
  };
}
