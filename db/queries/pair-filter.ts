import { and, eq, inArray, or, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Fraction } from "../../lib/core/fraction.ts";
import type { Incomplete } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import { bigintOf, contains, isAbove, isNotAbove } from "../fragments.ts";

/** Which pairs of a run to look at. */
export type PairFilter = {
  readonly runId: string;
  readonly role?: string | undefined;
  /** Inclusive, exact. */
  readonly minMargin?: Fraction | undefined;
  readonly threshold: Fraction;
  /** True where the threshold is the run's own: then the labels cached with the nodes are read. */
  readonly useLabels: boolean;
  /** Whether an incomplete node may be in a pair; the run's policy. The cached labels know it already. */
  readonly incomplete: Incomplete;
  readonly questionId?: string | undefined;
  readonly treeId?: string | undefined;
  /** Only the pairs that this node is in, on either side. */
  readonly nodeId?: string | undefined;
  /** Contained in the question or its gold. */
  readonly q?: string | undefined;
};

type LabelColumns = {
  readonly label: AnyColumn;
  readonly isIncomplete: AnyColumn;
  readonly valueNumerator: AnyColumn;
  readonly valueDenominator: AnyColumn;
};

/** The nodes table twice, under the names of its parts in a pair. */
export const chosenAndRejected = (tx: Tx) => ({
  chosen: alias(tx.t.nodes, "chosen"),
  rejected: alias(tx.t.nodes, "rejected"),
});
export type Sides = ReturnType<typeof chosenAndRejected>;

/** What a list says of a pair before texts and decisions are read: ids, place and both values. */
export const pairColumns = ({ t: { trees } }: Tx, { chosen, rejected }: Sides) => ({
  chosenNodeId: chosen.id,
  rejectedNodeId: rejected.id,
  role: chosen.role,
  treeId: trees.id,
  questionId: trees.questionId,
  chosenNumerator: chosen.valueNumerator,
  chosenDenominator: chosen.valueDenominator,
  rejectedNumerator: rejected.valueNumerator,
  rejectedDenominator: rejected.valueDenominator,
});

/** Siblings of one role. */
export const areSiblings = ({ chosen, rejected }: Sides): SQL | undefined =>
  and(
    eq(rejected.treeId, chosen.treeId),
    eq(rejected.parentKey, chosen.parentKey),
    eq(rejected.role, chosen.role),
  );

/** Strictly above the threshold. */
export function isPositive(node: LabelColumns, filter: PairFilter): SQL | undefined {
  if (filter.useLabels) return eq(node.label, "positive");
  return and(isAbove(node, filter.threshold), mayHaveLabel(node, filter));
}

/** Has a value, and is not above. */
export function isNegative(node: LabelColumns, filter: PairFilter): SQL | undefined {
  if (filter.useLabels) return eq(node.label, "negative");
  return and(isNotAbove(node, filter.threshold), mayHaveLabel(node, filter));
}

const mayHaveLabel = (node: LabelColumns, filter: PairFilter): SQL | undefined =>
  filter.incomplete === "exclude" ? eq(node.isIncomplete, false) : undefined;

/** What the filter says of the tree and its question. */
export function isInReach(tx: Tx, filter: PairFilter): SQL | undefined {
  const { trees, questions, nodes } = tx.t;
  return and(
    eq(trees.runId, filter.runId),
    filter.treeId ? eq(trees.id, filter.treeId) : undefined,
    filter.questionId ? eq(trees.questionId, filter.questionId) : undefined,
    filter.nodeId
      ? inArray(
          trees.id,
          tx.db.select({ treeId: nodes.treeId }).from(nodes).where(eq(nodes.id, filter.nodeId)),
        )
      : undefined,
    filter.q ? or(contains(tx, questions.text, filter.q), contains(tx, questions.gold, filter.q)) : undefined,
  );
}

/** All that makes two siblings a pair under the filter. */
export const arePair = (sides: Sides, filter: PairFilter): SQL | undefined =>
  and(
    areSiblings(sides),
    filter.role ? eq(sides.chosen.role, filter.role) : undefined,
    isPositive(sides.chosen, filter),
    isNegative(sides.rejected, filter),
    isWideEnough(sides, filter.minMargin),
    filter.nodeId ? or(eq(sides.chosen.id, filter.nodeId), eq(sides.rejected.id, filter.nodeId)) : undefined,
  );

function isWideEnough({ chosen, rejected }: Sides, minMargin: Fraction | undefined): SQL | undefined {
  if (minMargin === undefined || minMargin.numerator <= 0n) return undefined;
  return sql`${marginNumerator({ chosen, rejected })} * ${bigintOf(minMargin.denominator)} >= ${chosen.valueDenominator} * ${rejected.valueDenominator} * ${bigintOf(minMargin.numerator)}`;
}

const marginNumerator = ({ chosen, rejected }: Sides): SQL =>
  sql`(${chosen.valueNumerator} * ${rejected.valueDenominator} - ${rejected.valueNumerator} * ${chosen.valueDenominator})`;

/** The margin as the nearest float, by one division, so that equal margins are equal; for order only. */
export const marginOf = (sides: Sides): SQL<number> =>
  sql<number>`(cast(${marginNumerator(sides)} as double precision) / (${sides.chosen.valueDenominator} * ${sides.rejected.valueDenominator}))`.mapWith(
    Number,
  );
