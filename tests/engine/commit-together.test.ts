import { expect, test } from "vitest";
import { sql } from "drizzle-orm";
import type { Store, Tx } from "../../db/client.ts";
import { type BatchWork, commitTogether } from "../../lib/engine/commit-together.ts";
import { MalthouseError } from "../../lib/core/errors.ts";
import { describeStores } from "../support/stores.ts";

/** The store with its transactions counted; `before` may refuse one. */
function counted(store: Store, before: () => void = () => {}) {
  let transactions = 0;
  const watched: Store = {
    ...store,
    transaction(work) {
      transactions += 1;
      before();
      return store.transaction(work);
    },
  };
  return { store: watched, count: () => transactions };
}

const double: BatchWork<number, number> = async (tx: Tx, items) => {
  await tx.run(sql`select 1`);
  return items.map((item) => 2 * item);
};

describeStores("commitTogether(store)", (open) => {
  test("answers each of many with its own result, from one transaction", async () => {
    const { store, count } = counted(await open());
    const commit = commitTogether(store);
    const negate: BatchWork<number, number> = async (_, items) => items.map((item) => -item);
    const results = await Promise.all([1, 2, 3].flatMap((n) => [commit(double, n), commit(negate, n)]));
    expect(results).toEqual([2, -1, 4, -2, 6, -3]);
    expect(count()).toBe(1);
    expect(commitTogether(store)).toBe(commit);
  });

  test("writes each by itself where one is refused for good: no other is lost or written twice", async () => {
    const { store } = counted(await open());
    await store.run(sql`create table marks (mark bigint primary key)`);
    const mark: BatchWork<number, number> = async (tx, items) => {
      for (const item of items) await tx.run(sql`insert into marks values (cast(${item} as bigint))`);
      return items;
    };
    const commit = commitTogether(store);
    const ends = await Promise.allSettled([1, 2, 2, 3].map((n) => commit(mark, n)));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    const lost = commit(mark, 3);
    await expect(lost).rejects.toThrow();
    expect(await commit(mark, 4)).toBe(4);
  });

  test("rejects all where the store itself is away, and tries none by itself", async () => {
    let isAway = true;
    const { store, count } = counted(await open(), () => {
      if (isAway) throw new Error("connection refused");
    });
    const commit = commitTogether(store);
    const ends = await Promise.allSettled([commit(double, 1), commit(double, 2)]);
    expect(ends.every(({ status }) => status === "rejected")).toBe(true);
    expect(count()).toBe(1);
    isAway = false;
    expect(await commit(double, 3)).toBe(6);
  });

  test("lets a fault of one kind of work reach only those that asked for it", async () => {
    const { store } = counted(await open());
    const commit = commitTogether(store);
    const fail: BatchWork<number, number> = () =>
      Promise.reject(new MalthouseError("wrong_state", "not now"));
    const [fine, failed] = await Promise.allSettled([commit(double, 4), commit(fail, 4)]);
    expect(fine).toEqual({ status: "fulfilled", value: 8 });
    expect(failed).toMatchObject({ status: "rejected", reason: { code: "wrong_state" } });
  });

  test("does kinds of work in one order however they come: transactions that lock alike never wait in a circle", async () => {
    const commit = commitTogether(await open());
    const order: string[] = [];
    const noting =
      (name: string): BatchWork<null, null> =>
      async (tx, items) => {
        await tx.run(sql`select 1`);
        order.push(name);
        return [...items];
      };
    const [first, second] = [noting("first"), noting("second")];
    await Promise.all([commit(first, null), commit(second, null)]);
    await Promise.all([commit(second, null), commit(first, null)]);
    expect(order).toEqual(["first", "second", "first", "second"]);
  });
});
