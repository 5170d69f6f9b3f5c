import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createJudgePool, type JudgePool, type JudgePoolOptions } from "../../lib/judge/pool.ts";
import type { JudgeInput } from "../../lib/judge/judgement.ts";

const pools: JudgePool[] = [];
const open = (options: JudgePoolOptions = {}): JudgePool => {
  const pool = createJudgePool(options);
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

const item = (text: string): JudgeInput => ({ task: "gsm8k", text, gold: "42" });

/** A worker that hangs on "hang", dies on "die", dies once in its life on "stumble", and calls everything else correct. */
function brittleWorker(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "judge-"));
  const file = path.join(folder, "worker.mjs");
  const stumbled = JSON.stringify(path.join(folder, "stumbled"));
  writeFileSync(
    file,
    `
import { existsSync, writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
const progress = new Int32Array(workerData);
parentPort.on("message", (batch) => parentPort.postMessage(batch.map(({ text }, index) => {
  Atomics.store(progress, 0, index);
  if (text === "hang") for (;;);
  if (text === "die") process.exit(3);
  if (text === "stumble" && !existsSync(${stumbled})) { writeFileSync(${stumbled}, ""); process.exit(3); }
  return { verdict: "correct", reason: "equal-exact" };
})));`,
  );
  return file;
}

describe("createJudgePool()", () => {
  test("judgeMany(inputs) answers in their order", async () => {
    const texts = Array.from({ length: 300 }, (_, index) => `#### ${index % 3 === 0 ? 42 : index + 100}`);
    const judgements = await open().judgeMany(texts.map(item));
    expect(judgements.map(({ verdict }) => verdict)).toEqual(
      texts.map((text) => (text === "#### 42" ? "correct" : "incorrect")),
    );
  });

  test("judge(input) says what judgeAnswer says of it", async () => {
    expect(await open({ size: 1 }).judge(item("So #### 42"))).toMatchObject({
      verdict: "correct",
      answer: { raw: "42", start: 8, end: 10 },
    });
  });

  test("a text that hangs is a timeout; its neighbours are judged all the same", async () => {
    const judgements = await open({ size: 1, timeoutMs: 200, workerFile: brittleWorker() }).judgeMany(
      ["a", "hang", "b", "hang", "c"].map(item),
    );
    expect(judgements.map(({ reason }) => reason)).toEqual([
      "equal-exact",
      "timeout",
      "equal-exact",
      "timeout",
      "equal-exact",
    ]);
    expect(judgements[1]).toMatchObject({ verdict: "unknown", answer: null });
  });

  test("a text that ends its worker twice is worker-crashed, one that ends it once is judged", async () => {
    const judgements = await open({ size: 1, workerFile: brittleWorker() }).judgeMany(
      ["a", "die", "stumble", "b"].map(item),
    );
    expect(judgements.map(({ reason }) => reason)).toEqual([
      "equal-exact",
      "worker-crashed",
      "equal-exact",
      "equal-exact",
    ]);
  });

  test("a worker file that is not there leaves no text without a judgement", async () => {
    const judgements = await open({ workerFile: path.join(tmpdir(), "no-such-worker.mjs") }).judgeMany(
      ["a", "b", "c"].map(item),
    );
    expect(judgements.map(({ reason }) => reason)).toEqual([
      "worker-crashed",
      "worker-crashed",
      "worker-crashed",
    ]);
  });

  test("close() settles what is waiting, and later calls are refused", async () => {
    const pool = open({ size: 1, timeoutMs: 60_000, workerFile: brittleWorker() });
    const waiting = pool.judgeMany(["hang", "b"].map(item));
    await pool.close();
    expect((await waiting).map(({ verdict }) => verdict)).toEqual(["unknown", "unknown"]);
    await expect(pool.judge(item("c"))).rejects.toMatchObject({ code: "wrong_state" });
  });
});
