import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";

/** What the stored config of a run says of a role. */
export const readsField = (store: Tx, role: string, name: "model" | "endpointId"): SQL =>
  store.dialect === "pg"
    ? sql`(${store.t.runs.config} -> 'roles' -> cast(${role} as text) ->> cast(${name} as text))`
    : sql`json_extract(${store.t.runs.config}, ${`$.roles."${role}".${name}`})`;
