import type { RejudgingCounts, RoleNumbers } from "../../../db/stored-types.ts";

function addNumbers(a: RoleNumbers, b: RoleNumbers): RoleNumbers {
  const sum: Record<string, number> = { ...a };
  for (const [role, count] of Object.entries(b)) sum[role] = (sum[role] ?? 0) + count;
  return sum;
}

function addMoves(a: RejudgingCounts["moves"], b: RejudgingCounts["moves"]): RejudgingCounts["moves"] {
  const byKey = new Map(a.map((move) => [keyOf(move), move]));
  for (const move of b) {
    const known = byKey.get(keyOf(move));
    byKey.set(keyOf(move), known ? { ...known, count: known.count + move.count } : move);
  }
  return [...byKey.values()].sort((x, y) => y.count - x.count || (keyOf(x) < keyOf(y) ? -1 : 1));
}

const keyOf = ({ role, from, to, reason }: RejudgingCounts["moves"][number]): string =>
  [role, from, to, reason].join(" ");

/** The counts of two disjoint sets of trees together; moves most frequent first. */
export function addCounts(a: RejudgingCounts, b: RejudgingCounts): RejudgingCounts {
  const addPair = (x: readonly [number, number], y: readonly [number, number]): [number, number] => [
    x[0] + y[0],
    x[1] + y[1],
  ];
  return {
    nodes: a.nodes + b.nodes,
    verdicts: a.verdicts + b.verdicts,
    details: a.details + b.details,
    overridden: a.overridden + b.overridden,
    trees: a.trees + b.trees,
    moves: addMoves(a.moves, b.moves),
    values: addNumbers(a.values, b.values),
    labels: addNumbers(a.labels, b.labels),
    pairsAdded: addNumbers(a.pairsAdded, b.pairsAdded),
    pairsRemoved: addNumbers(a.pairsRemoved, b.pairsRemoved),
    decisions: a.decisions + b.decisions,
    leaves: a.leaves + b.leaves,
    correctLeaves: addPair(a.correctLeaves, b.correctLeaves),
    unknownLeaves: addPair(a.unknownLeaves, b.unknownLeaves),
  };
}
