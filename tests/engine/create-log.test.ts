import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createLog } from "../../lib/engine/create-log.ts";
import { describeStores } from "../support/stores.ts";

describeStores("createLog", (open) => {
  test("a failed statement is logged with its reason and without its parameters", async () => {
    const store = await open();
    const lines: string[] = [];
    const log = createLog("info", { write: (line) => void lines.push(line) });
    const failed = store.run(sql`insert into no_such_table values (${"a model's text"})`);
    const error: unknown = await failed.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    log.error(error, "a statement failed");
    expect(lines.join("")).toContain("insert into no_such_table");
    expect(lines.join("")).toMatch(/no such table|does not exist/);
    expect(lines.join("")).not.toContain("a model's text");
  });
});

test("createLog keeps message, stack and causes of any other error", () => {
  const lines: string[] = [];
  const log = createLog("warn", { write: (line) => void lines.push(line) });
  log.info({}, "too quiet");
  log.error(new Error("outer", { cause: new RangeError("inner") }), "it broke");
  const [line = "{}"] = lines;
  expect(lines).toHaveLength(1);
  expect(JSON.parse(line)).toMatchObject({
    msg: "it broke",
    err: { message: "outer", cause: { type: "RangeError", message: "inner" } },
  });
  expect(line).toContain("create-log.test.ts");
});
