import type { Page } from "../../db/cursor.ts";

/** A stored page as the contract shows it, each item viewed. */
export async function viewPage<Row, View>(
  page: Page<Row>,
  view: (row: Row) => View | Promise<View>,
): Promise<{ items: View[]; nextCursor: string | null }> {
  return { items: await Promise.all(page.items.map(view)), nextCursor: page.nextCursor };
}
