import { z } from "zod";
import type { Store } from "../../../db/client.ts";
import { decodeCursor, encodeCursor } from "../../../db/cursor.ts";
import { drawnTrees, type DrawnTreeRow, treesAsking } from "../../../db/queries/compared-trees.ts";
import { flipOf } from "../../core/compare/compare-measures.ts";
import { formatFraction, toNumber } from "../../core/fraction.ts";
import type {
  ComparedQuestion,
  ComparedQuestionList,
  ComparedQuestionsQuery,
  ComparedSort,
  ComparedTree,
} from "../../http/wire/compare.ts";
import { protocolOf } from "../../protocols/registry.ts";
import { storedFraction } from "../credit.ts";
import { oldValueLines } from "../old-value-lines.ts";
import { isWanted } from "./is-wanted.ts";
import { type MeasuredRun, type MeasuredRuns, type MeasuredTree, measureRuns } from "./measure-runs.ts";

type MeasuredPair = MeasuredRuns["pairs"][number];

const changeOf = ({ a, b }: MeasuredPair): number | null =>
  a.measures.value === null || b.measures.value === null ? null : b.measures.value - a.measures.value;

/** Rising; a question without a change stands last. */
const keys: Readonly<Record<ComparedSort, (pair: MeasuredPair) => number>> = {
  index: ({ a }) => a.position,
  change: (pair) => changeOf(pair) ?? 2,
  "-change": (pair) => -(changeOf(pair) ?? -2),
  size: (pair) => -Math.abs(changeOf(pair) ?? 0),
};

/** A place in the sorted list. */
const Place = z.tuple([z.int32().min(0)]);

/**
 * A page of the questions that two runs share, with both trees in small. Ties follow A's order.
 * Throws `not_found`, or `malformed_request` on a foreign cursor.
 */
export async function listCompared(
  store: Store,
  { filter, sort, q, cursor, limit, ...query }: ComparedQuestionsQuery,
): Promise<ComparedQuestionList> {
  const from = cursor === undefined ? 0 : decodeCursor(cursor, Place)[0];
  const measured = await measureRuns(store, query);
  const asking = q ? await treesAsking(store, measured.a.run.id, q) : null;
  const key = keys[sort];
  const wanted = measured.pairs
    .filter((pair) => isWanted(pair, filter) && (asking === null || asking.has(pair.a.treeId)))
    .sort((x, y) => key(x) - key(y) || x.a.position - y.a.position);
  const page = wanted.slice(from, from + limit);
  const rows = await drawnTrees(
    store,
    page.flatMap(({ a, b }) => [a.treeId, b.treeId]),
  );
  const old = await oldValueLines(
    store,
    [...rows.values()].flatMap(({ id, valueLine }) => (valueLine === null ? [id] : [])),
  );
  const rowOf = (treeId: string): DrawnTreeRow | undefined => {
    const row = rows.get(treeId);
    return row && { ...row, valueLine: row.valueLine ?? old.get(treeId) ?? null };
  };
  return {
    items: page.flatMap((pair) => {
      const [a, b] = [rowOf(pair.a.treeId), rowOf(pair.b.treeId)];
      return a && b ? [viewQuestion(pair, { a, b }, measured)] : [];
    }),
    nextCursor: from + limit < wanted.length ? encodeCursor([from + limit]) : null,
    total: wanted.length,
  };
}

function viewQuestion(
  pair: MeasuredPair,
  rows: { readonly a: DrawnTreeRow; readonly b: DrawnTreeRow },
  runs: MeasuredRuns,
): ComparedQuestion {
  return {
    question: rows.a.question,
    gold: rows.a.gold,
    change: changeOf(pair),
    flip: flipOf(pair),
    a: viewTree(pair.a, rows.a, runs.a),
    b: viewTree(pair.b, rows.b, runs.b),
  };
}

function viewTree({ measures }: MeasuredTree, row: DrawnTreeRow, { run }: MeasuredRun): ComparedTree {
  const value = storedFraction(row.valueNumerator, row.valueDenominator);
  return {
    id: row.id,
    index: row.position,
    leaves: row.leaves,
    correctLeaves: row.correctLeaves,
    value: value && toNumber(value),
    valueText: value && formatFraction(value),
    valueLine: row.valueLine ?? "",
    pairs: Object.fromEntries(
      protocolOf(run.protocol).roles.map(({ name, depth }) => [name, measures.levels[depth - 1]?.pairs ?? 0]),
    ),
  };
}
