import { asc } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { insertRows } from "../../db/insert-rows.ts";
import { numberParameters } from "../../db/number-parameters.ts";
import { padded } from "../../db/parameters.ts";
import { createEndpoint, listEndpoints } from "../../db/queries/endpoints.ts";
import { selectRows } from "../../db/select-rows.ts";
import { updateRows } from "../../db/update-rows.ts";
import { describeStores } from "../support/stores.ts";

const endpoint = {
  name: "e",
  baseUrl: "http://localhost:1/v1",
  apiKey: null,
  apiKeyEnv: null,
  maxConcurrency: 4,
  requestsPerMinute: null,
  tokensPerMinute: 100,
  timeoutSeconds: 60,
  prices: { "a/b": { promptPerMillion: 0.15, completionPerMillion: 1e-3 } },
};

const dataset = (id: string) => ({
  id,
  name: `ü "?" ${id}`,
  task: "math" as const,
  sha256: id,
  fileName: null,
  questionCount: 2,
  rejected: [{ line: 3, reason: "no answer?" }],
  rejectedCount: 1,
  isSimulated: true,
  isReady: false,
  createdAt: new Date("2026-02-28T23:59:59.987Z"),
});

describeStores("rows", (open) => {
  test("insertRows(table, rows) stores what Drizzle reads, and what is left out as the column's default", async () => {
    const store = await open();
    const { datasets } = store.t;
    const rows = Array.from({ length: 7 }, (_, index) => dataset(`d${index}`));
    expect(await insertRows(store, datasets, rows)).toEqual([]);
    expect(await store.db.select().from(datasets).orderBy(asc(datasets.id))).toEqual(
      rows.map((row) => ({ ...row, ruleVersion: null, goldCheck: null })),
    );
  });

  test("insertRows(…, ending) answers what the statement returns, conflicts left out", async () => {
    const store = await open();
    const { datasets } = store.t;
    await insertRows(store, datasets, [dataset("a")]);
    const returned = await store.transaction((tx) =>
      insertRows(
        tx,
        datasets,
        [dataset("b"), dataset("a"), dataset("c")],
        "on conflict do nothing returning id",
      ),
    );
    expect(returned).toEqual([["b"], ["c"]]);
    await expect(insertRows(store, datasets, [dataset("a")])).rejects.toThrow();
  });

  test("selectRows(table, columns, where) reads what Drizzle reads", async () => {
    const store = await open();
    const stored = [];
    for (const name of ["x", "y", "z"]) stored.push(await createEndpoint(store, { ...endpoint, name }));
    const [first, second] = stored;
    const keys = ["id", "name", "prices", "apiKey", "tokensPerMinute", "createdAt"] as const;
    const read = await selectRows(store, store.t.endpoints, keys, {
      id: [first!.id, second!.id, "no such one"],
      maxConcurrency: [4, 5],
    });
    const expected = (await listEndpoints(store)).filter(({ name }) => name !== "z");
    expect(read.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      expected
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map((row) => Object.fromEntries(keys.map((key) => [key, row[key]]))),
    );
    expect(await selectRows(store, store.t.endpoints, ["id"], { id: [] })).toEqual([]);
  });

  test("updateRows(rows) changes each row by its own values, nulls too", async () => {
    const store = await open();
    const { datasets } = store.t;
    await insertRows(store, datasets, ["a", "b", "c"].map(dataset));
    await updateRows(store, {
      table: "datasets",
      columns: { id: "text", version: "bigint", file: "text" },
      keys: ["id"],
      rows: [
        ["a", 7, "a?.jsonl"],
        ["c", null, null],
      ],
      set: (given) => `rule_version = ${given("version")}, file_name = ${given("file")}`,
    });
    const read = await selectRows(store, datasets, ["id", "ruleVersion", "fileName"], {
      name: ["a", "b", "c"].map((id) => dataset(id).name),
    });
    expect(read.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: "a", ruleVersion: 7, fileName: "a?.jsonl" },
      { id: "b", ruleVersion: null, fileName: null },
      { id: "c", ruleVersion: null, fileName: null },
    ]);
  });
});

test("padded(values) adds copies of the last one up to a power of two", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 300 }), (values) => {
      const list = padded(values);
      expect(Number.isInteger(Math.log2(list.length))).toBe(true);
      expect(list.length).toBeLessThan(2 * values.length);
      expect(list.slice(0, values.length)).toEqual(values);
      expect(new Set(list)).toEqual(new Set(values));
    }),
  );
  expect(padded([])).toEqual([]);
});

test("numberParameters(text) numbers question marks from the left", () => {
  expect(numberParameters("select ?, ? where a in (?)")).toBe("select $1, $2 where a in ($3)");
  expect(numberParameters("select 1")).toBe("select 1");
});
