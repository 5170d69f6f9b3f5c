import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openStore } from "../../db/client.ts";

const row = "x".repeat(2000);
/** Far fewer pages than those after which the connection that writes would move them itself. */
const mostWrites = 3000;

test("what is written to an SQLite file comes from its log into the file, without a close and without a long log", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-checkpoint-"));
  const file = path.join(folder, "malthouse.db");
  const store = await openStore({ file });
  try {
    await store.run(sql`create table texts(text text)`);
    const size = async () => (await stat(file)).size;
    const before = await size();
    let writes = 0;
    while ((await size()) === before && writes < mostWrites) {
      await store.run(sql`insert into texts values (${row})`);
      writes += 1;
    }
    expect(writes).toBeGreaterThan(1);
    expect(writes).toBeLessThan(mostWrites);
    await store.close();
    const again = await openStore({ file });
    expect(await again.query("select count(*) from texts", [])).toEqual([[writes]]);
    await again.close();
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});
