import { afterAll, expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { createDataset, deleteDataset, getDataset } from "../../db/queries/datasets.ts";
import { datasetsToCheck, listGoldProblems, saveGoldCheck } from "../../db/queries/gold-problems.ts";
import { addRule } from "../../db/queries/judge-rules.ts";
import { checkGolds } from "../../lib/engine/check-golds.ts";
import { startGoldSweep } from "../../lib/engine/gold-sweep.ts";
import { createJudgePool } from "../../lib/judge/pool.ts";
import { judgeVersion } from "../../lib/judge/version.ts";
import { describeStores } from "../support/stores.ts";

const judge = createJudgePool();
afterAll(() => judge.close());

let made = 0;
/** A data set from before golds were read. */
async function plantGolds(store: Store, golds: readonly string[]): Promise<string> {
  made += 1;
  const { dataset } = await createDataset(store, {
    name: `golds ${made}`,
    task: "gsm8k",
    sha256: `golds ${made} ${Math.random()}`,
    fileName: null,
    isSimulated: false,
    questions: golds.map((gold, index) => ({
      text: `Cup ${index}?`,
      gold,
      task: "gsm8k",
      meta: {},
      line: index + 1,
    })),
    rejected: [],
    rejectedCount: 0,
  });
  return dataset.id;
}

const problemsOf = async (store: Store, id: string) =>
  (await listGoldProblems(store, id, { limit: 500 })).items.map(({ line, goldProblem }) => [
    line,
    goldProblem,
  ]);
const regexRule = {
  kind: "regex",
  pattern: "\\d+ cups",
  flags: "",
  group: 0,
  readsGold: true,
  compare: { kind: "exact" },
  extraction: { kind: "whole" },
};

describeStores("golds", (open) => {
  test("checkGolds(data set) finds what each rule in turn cannot read, over many pages", async () => {
    const store = await open();
    const golds = Array.from({ length: 1_203 }, (_, index) =>
      index % 400 === 7 ? "many" : index % 400 === 8 ? "9 cups" : String(index),
    );
    const id = await plantGolds(store, golds);
    const first = await checkGolds({ store, judge }, id);
    expect(first.goldCheck).toEqual({ judgeVersion, ruleVersion: null, problems: 3 });
    expect(await problemsOf(store, id)).toEqual([
      [8, "no-number"],
      [408, "no-number"],
      [808, "no-number"],
    ]);
    await store.transaction((tx) => addRule(tx, id, { rule: regexRule, note: null, author: null }));
    const second = await checkGolds({ store, judge }, id);
    expect(second.goldCheck).toEqual({ judgeVersion, ruleVersion: 1, problems: 1_200 });
    const good = new Set(golds.flatMap((gold, index) => (gold === "9 cups" ? [index + 1] : [])));
    const page = await listGoldProblems(store, id, { limit: 500 });
    const rest = await listGoldProblems(store, id, { limit: 500, cursor: page.nextCursor! });
    expect([...page.items, ...rest.items].map(({ line }) => line)).toEqual(
      golds
        .map((_, index) => index + 1)
        .filter((line) => !good.has(line))
        .slice(0, 1_000),
    );
  });

  test("startGoldSweep() reads what this judge and rule have not, and nothing else", async () => {
    const store = await open();
    const [never, fresh, byOldJudge, byOldRule] = [
      await plantGolds(store, ["x", "1"]),
      await plantGolds(store, ["x"]),
      await plantGolds(store, ["x"]),
      await plantGolds(store, ["x"]),
    ];
    await saveGoldCheck(store, fresh, { judgeVersion, ruleVersion: null, problems: 0 });
    await saveGoldCheck(store, byOldJudge, { judgeVersion: "0", ruleVersion: null, problems: 0 });
    await saveGoldCheck(store, byOldRule, { judgeVersion, ruleVersion: null, problems: 0 });
    await store.transaction((tx) => addRule(tx, byOldRule, { rule: regexRule, note: null, author: null }));
    expect(await datasetsToCheck(store, judgeVersion)).toEqual([never, byOldJudge, byOldRule]);
    const errors: unknown[] = [];
    const log = { info: () => {}, warn: () => {}, error: (fields: unknown) => void errors.push(fields) };
    await startGoldSweep({ store, judge, log }).done;
    expect(await datasetsToCheck(store, judgeVersion)).toEqual([]);
    expect(await problemsOf(store, never)).toEqual([[1, "no-number"]]);
    expect(await problemsOf(store, fresh)).toEqual([]);
    expect(await problemsOf(store, byOldRule)).toEqual([[1, "pattern-misses"]]);
    expect(errors).toEqual([]);
  });

  test("a sweep that is stopped leaves the rest to the next one", async () => {
    const store = await open();
    const golds = Array.from({ length: 700 }, () => "x");
    const ids = [await plantGolds(store, golds), await plantGolds(store, golds)];
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    await startGoldSweep({ store, judge, log }).stop();
    const left = await datasetsToCheck(store, judgeVersion);
    expect(left.length).toBeGreaterThan(0);
    await startGoldSweep({ store, judge, log }).done;
    for (const id of ids) expect((await getDataset(store, id)).goldCheck?.problems).toBe(700);
  });

  test("checks of one data set at once follow each other, and a deleted one is not found", async () => {
    const store = await open();
    const id = await plantGolds(store, ["x", "2"]);
    const both = await Promise.all([checkGolds({ store, judge }, id), checkGolds({ store, judge }, id)]);
    expect(both.map(({ goldCheck }) => goldCheck?.problems)).toEqual([1, 1]);
    await deleteDataset(store, id);
    await expect(checkGolds({ store, judge }, id)).rejects.toMatchObject({ code: "not_found" });
  });
});
