import { and, desc, eq, lt, or, type Column, type SQL } from "drizzle-orm";
import { z } from "zod";
import { decodeCursor } from "../cursor.ts";

/** A Date holds so many milliseconds either way. */
const latest = 8.64e15;
const Place = z.tuple([z.int().min(-latest).max(latest), z.string()]);
type Dated = { readonly createdAt: Column; readonly id: Column };

/** The order of data sets, runs and exports: by creation, newest first, ids between equal times. */
export const newestFirst = (table: Dated): SQL[] => [desc(table.createdAt), desc(table.id)];

/** What lies behind a cursor in that order; undefined without one. Throws malformed_request. */
export function olderThan(table: Dated, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [at, id] = decodeCursor(cursor, Place);
  const when = new Date(at);
  return or(lt(table.createdAt, when), and(eq(table.createdAt, when), lt(table.id, id)));
}

/** A row's place in that order, for its cursor. */
export const placeByAge = (row: { readonly createdAt: Date; readonly id: string }): readonly unknown[] => [
  row.createdAt.getTime(),
  row.id,
];
