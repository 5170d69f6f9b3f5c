import { getTableName, is, Table } from "drizzle-orm";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as schema from "../../db/schema.sqlite.ts";

test("docs/storage.md names every table", () => {
  const page = readFileSync(new URL("../../docs/storage.md", import.meta.url), "utf8");
  const tables = Object.values(schema).flatMap((part) => (is(part, Table) ? [getTableName(part)] : []));
  expect(tables.length).toBeGreaterThan(0);
  expect(tables.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
