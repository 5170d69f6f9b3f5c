import type { Path } from "../../core/path.ts";
import type { PreferencePair, Verdict } from "../../core/tree.ts";
import { type CreditNode, creditTree, isSameValue, type TreeCredit } from "../credit.ts";
import type { RunPolicy } from "../run-policy.ts";

/** How many values, labels above the turned leaves, and pairs of one or several trees would be others. */
export type TurnEffect = {
  readonly values: number;
  readonly labels: number;
  readonly pairsAdded: number;
  readonly pairsRemoved: number;
};

export type TurnedTree = {
  readonly nodes: readonly CreditNode[];
  readonly failed: readonly Path[];
};

export const noEffect: TurnEffect = { values: 0, labels: 0, pairsAdded: 0, pairsRemoved: 0 };

export const addEffects = (a: TurnEffect, b: TurnEffect): TurnEffect => ({
  values: a.values + b.values,
  labels: a.labels + b.labels,
  pairsAdded: a.pairsAdded + b.pairsAdded,
  pairsRemoved: a.pairsRemoved + b.pairsRemoved,
});

const keysOf = (pairs: readonly PreferencePair[]): ReadonlySet<string> =>
  new Set(pairs.map(({ chosen, rejected }) => `${chosen} ${rejected}`));

/** What differs between two credits of one tree; that a turned leaf's own label follows is no news and not counted. */
export function compareCredits(
  before: TreeCredit,
  after: TreeCredit,
  turned: { has(path: Path): boolean },
): TurnEffect {
  const now = new Map(after.nodes.map((node) => [node.path, node]));
  const [had, has] = [keysOf(before.pairs), keysOf(after.pairs)];
  const moved = before.nodes.filter(({ path, value }) => {
    const next = now.get(path);
    return next !== undefined && !isSameValue(value, next.value);
  });
  const flipped = before.nodes.filter(
    ({ path, label }) => !turned.has(path) && now.get(path)?.label !== label,
  );
  return {
    values: moved.length,
    labels: flipped.length,
    pairsAdded: [...has].filter((key) => !had.has(key)).length,
    pairsRemoved: [...had].filter((key) => !has.has(key)).length,
  };
}

/** What other verdicts on some leaves would change, by the functions that derive values and pairs always. Pure. */
export function effectOfTurning(
  { nodes, failed }: TurnedTree,
  turned: ReadonlyMap<Path, Verdict>,
  policy: RunPolicy,
  before: TreeCredit = creditTree({ nodes, failed }, policy),
): TurnEffect {
  const after = nodes.map((node) => {
    const verdict = turned.get(node.path);
    return verdict === undefined ? node : { ...node, verdict };
  });
  return compareCredits(before, creditTree({ nodes: after, failed }, policy), turned);
}
