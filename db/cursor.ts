import type { z } from "zod";
import { MalthouseError } from "../lib/core/errors.ts";

/** Where a page ends, as an opaque text: base64url of JSON. */
export const encodeCursor = (place: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

/** The place in a cursor. Throws MalthouseError malformed_request on anything that `shape` does not take. */
export function decodeCursor<Place>(cursor: string, shape: z.ZodType<Place>): Place {
  try {
    const text = Buffer.from(cursor, "base64url").toString("utf8");
    // PostgreSQL takes no U+0000 in a parameter.
    if (text.includes(String.raw`\u0000`)) throw new Error("NUL");
    return shape.parse(JSON.parse(text));
  } catch {
    throw new MalthouseError(
      "malformed_request",
      "The cursor is not one of this list. Take nextCursor of the page before, unchanged, or leave it out.",
    );
  }
}

export type Page<Item> = { readonly items: Item[]; readonly nextCursor: string | null };

/** Cuts rows read with `limit + 1` to a page; `placeOf` says where its last item stands. */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  placeOf: (last: Item) => readonly unknown[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null,
  };
}
