import { join } from "node:path";
import type { Store } from "./client.ts";
import { removeLeftovers } from "./queries/leftovers.ts";

/**
 * Brings the database to this version's tables and finishes deletions and uploads that a stop broke off.
 * `folder` holds `sqlite/` and `pg/`; left out, it is that of the project the process was started in.
 */
export async function migrate(
  store: Store,
  folder: string = join(process.cwd(), "db", "migrations"),
): Promise<void> {
  await store.migrate(join(folder, store.dialect));
  await removeLeftovers(store);
}
