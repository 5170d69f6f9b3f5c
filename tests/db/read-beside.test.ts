import { rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../db/client.ts";
import { readBeside } from "../../db/read-beside.ts";

/** Some tenths of a second for SQLite. */
const slow = `select max(number) from (
  with recursive numbers(number) as (select 1 union all select number + 1 from numbers where number < ?)
  select number from numbers)`;

/** Turns that the event loop takes until the work is done. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ readonly result: T; readonly turns: number }> {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const result = await work;
  isOver = true;
  return { result, turns };
}

async function inFolder(work: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-read-"));
  try {
    await work(path.join(folder, "malthouse.db"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("a read that was slow once leaves the event loop free from then on, and answers the same", async () => {
  await inFolder(async (file) => {
    const store = await openStore({ file });
    const first = await turnsDuring(store.query(slow, [1_000_000]));
    const second = await turnsDuring(store.query(slow, [1_000_000]));
    expect([first.result, second.result]).toEqual([[[1_000_000]], [[1_000_000]]]);
    expect(second.turns).toBeGreaterThan(10 * first.turns);
    await store.query("create table texts(text text)", []);
    const count = `select (${slow.replace("?", "500000")}) + count(*) from texts`;
    expect(await store.query(count, [])).toEqual([[500_000]]);
    await store.query("insert into texts values (?)", ["seen at once"]);
    expect(await store.query(count, [])).toEqual([[500_001]]);
    await store.close();
  });
});

test("readBeside(file) rejects with the database's own words and goes on", async () => {
  await inFolder(async (file) => {
    const store = await openStore({ file });
    const reader = readBeside(file);
    await expect(reader.read("select 1 from nowhere", [], "all")).rejects.toThrow("no such table");
    await expect(reader.read("create table texts(text text)", [], "run")).rejects.toThrow("readonly");
    expect(await reader.read("select ?, 2", ["a"], "all")).toEqual([["a", 2]]);
    expect(await reader.read("select 1 where false", [], "get")).toBeUndefined();
    await reader.close();
    await store.close();
  });
});
