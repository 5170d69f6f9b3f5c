import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { getRun } from "../../db/queries/runs.ts";
import { importRun } from "../../lib/engine/import-run.ts";
import { outgoingTrees } from "../../lib/engine/outgoing-trees.ts";
import { judgeOfRun } from "../../lib/engine/run-judge.ts";
import { inChunks } from "../datasets/bytes.ts";
import { describeStores } from "../support/stores.ts";
import { configOf, plantRun } from "./plant-run.ts";

const branching = { generator: 1, verifier: 1, refiner: 1 };
const rule = { kind: "numeric", absolute: "0.001", relative: null, extraction: { kind: "last_line" } };

async function exported(store: Store, runId: string): Promise<string> {
  let text = "";
  for await (const { line } of outgoingTrees(store, await getRun(store, runId))) text += `${line}\n`;
  return text;
}

describeStores("a run's judge", (open) => {
  test("goes with the run's trees into another store", async () => {
    const store = await open();
    const { run } = await plantRun(store, [{ verdicts: [["c"]] }], {
      config: configOf(branching),
      judge: { judgeVersion: "7", ruleVersion: 3, rule },
    });
    const copy = await importRun(store, inChunks(await exported(store, run.id), 999), {
      fileName: "trees.jsonl",
    });
    expect(judgeOfRun(copy)).toEqual({ version: "7", ruleVersion: 3, rule });
  });

  test("of a run from before rules is its config's version and the task's own way", async () => {
    const store = await open();
    const { run } = await plantRun(store, [{ verdicts: [["c"]] }], {
      config: { ...configOf(branching), judgeVersion: "1" },
    });
    expect(judgeOfRun(run)).toEqual({ version: "1", ruleVersion: null, rule: null });
  });

  test("is refused in an import by its field where it is no rule", async () => {
    const store = await open();
    const { run } = await plantRun(store, [{ verdicts: [["c"]] }], {
      judge: { judgeVersion: "7", ruleVersion: 3, rule: { kind: "regex", pattern: "(" } },
    });
    const text = await exported(store, run.id);
    await expect(importRun(store, inChunks(text, 999), { fileName: "trees.jsonl" })).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: "run.judge.rule.pattern" }],
    });
  });
});
