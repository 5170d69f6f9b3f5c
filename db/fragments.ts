import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { Fraction } from "../lib/core/fraction.ts";
import type { Tx } from "./client.ts";
import { wholeNumber } from "./exact-columns.ts";

/** Whether a text column contains `words`, ASCII letters folded, on both dialects alike; no wildcards. */
export function contains(tx: Tx, column: SQLWrapper, words: string): SQL {
  const needle = words.slice(0, 1000).replace(/[A-Z]+/g, (part) => part.toLowerCase());
  return tx.dialect === "sqlite"
    ? sql`instr(lower(${column}), ${needle}) > 0`
    : sql`strpos(lower(${column} collate "C"), ${needle}) > 0`;
}

/** A number of JavaScript as SQL sees it: a bare parameter has no type where PostgreSQL needs one. */
export const bigintOf = (value: bigint): SQL => sql`cast(${wholeNumber(value)} as bigint)`;

type ValueColumns = { readonly valueNumerator: SQLWrapper; readonly valueDenominator: SQLWrapper };

/** Whether a stored value is strictly above a threshold: cross-multiplied, exact. Null without a value. */
export const isAbove = (node: ValueColumns, threshold: Fraction): SQL =>
  sql`${node.valueNumerator} * ${bigintOf(threshold.denominator)} > ${node.valueDenominator} * ${bigintOf(threshold.numerator)}`;

/** Whether it is at or below. Null without a value. */
export const isNotAbove = (node: ValueColumns, threshold: Fraction): SQL =>
  sql`${node.valueNumerator} * ${bigintOf(threshold.denominator)} <= ${node.valueDenominator} * ${bigintOf(threshold.numerator)}`;

/** The nearest float of a stored value: one correctly rounded division, so the same in SQL and JavaScript. For order only. */
export const floatOf = (node: ValueColumns): SQL<number> =>
  sql<number>`(cast(${node.valueNumerator} as double precision) / ${node.valueDenominator})`.mapWith(Number);

/** A sum over no rows is 0; both dialects hand it over as a number. */
export const sumOf = (part: SQLWrapper): SQL<number> =>
  sql<number>`coalesce(sum(${part}), 0)`.mapWith(Number);
