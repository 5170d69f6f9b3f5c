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

/**
 * A worker that hangs on "hang", loads for 400 ms on "load", dies on "die", dies once in its life on "stumble", fills
 * its heap on "fill", tells its process on "who", and calls everything else correct.
 */
function brittleWorker(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "judge-"));
  const file = path.join(folder, "worker.mjs");
  const stumbled = JSON.stringify(path.join(folder, "stumbled"));
  writeFileSync(
    file,
    `
import { existsSync, writeFileSync, writeSync } from "node:fs";
const mark = (byte) => writeSync(4, Uint8Array.of(byte));
process.on("message", (batch) => process.send(batch.map(({ text }) => {
  mark(0x74);
  if (text === "hang") for (;;);
  if (text === "slow") { const until = performance.now() + 300; while (performance.now() < until); }
  if (text === "load") { mark(0x6c); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400); mark(0x2e); }
  if (text === "die") process.exit(3);
  if (text === "fill") { const kept = []; for (;;) kept.push(new Array(1000).fill(0.5)); }
  if (text === "stumble" && !existsSync(${stumbled})) { writeFileSync(${stumbled}, ""); process.exit(3); }
  return { verdict: "correct", reason: "equal-exact", normalizedGold: text === "who" ? String(process.pid) : "" };
})));
process.on("disconnect", () => process.exit());
process.send("ready");`,
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

  test("a text that is past its time once is judged when twice the time is enough", async () => {
    const pool = open({ size: 1, timeoutMs: 200, workerFile: brittleWorker() });
    const judgements = await pool.judgeMany(["a", "slow", "b"].map(item));
    expect(judgements.map(({ verdict }) => verdict)).toEqual(["correct", "correct", "correct"]);
    expect(pool.stats()).toMatchObject({ timeouts: 0, lostWorkers: 1 });
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

  test("a text that fills the worker's heap costs its neighbours nothing, and this process not its life", async () => {
    const judgements = await open({ size: 1, memoryMb: 32, workerFile: brittleWorker() }).judgeMany(
      ["a", "fill", "b"].map(item),
    );
    expect(judgements.map(({ verdict }) => verdict)).toEqual(["correct", "unknown", "correct"]);
    expect(["worker-crashed", "timeout"]).toContain(judgements[1]?.reason);
  });

  test("loading is no text's time", async () => {
    const pool = open({ size: 1, timeoutMs: 250, workerFile: brittleWorker() });
    await pool.warm();
    const judgements = await pool.judgeMany(["a", "load", "b"].map(item));
    expect(judgements.map(({ verdict }) => verdict)).toEqual(["correct", "correct", "correct"]);
    expect(pool.stats()).toMatchObject({ timeouts: 0, lostWorkers: 0 });
  });

  test("a process that stood still itself takes no worker for stuck", async () => {
    const pool = open({ size: 1, timeoutMs: 250, workerFile: brittleWorker() });
    await pool.warm();
    const judged = pool.judge(item("a"));
    await Promise.resolve();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
    expect((await judged).verdict).toBe("correct");
  });

  test("warm() starts the workers, and one that was ended from outside is replaced", async () => {
    const pool = open({ size: 2, workerFile: brittleWorker() });
    await pool.warm();
    expect(pool.stats()).toMatchObject({ workers: 2, waiting: 0, judging: 0 });
    const { normalizedGold: pid } = await pool.judge(item("who"));
    process.kill(Number(pid), "SIGKILL");
    const judgements = await pool.judgeMany(Array.from({ length: 40 }, () => item("who")));
    expect(judgements.map(({ verdict }) => verdict)).toEqual(Array(40).fill("correct"));
    await pool.warm();
    expect(pool.stats().workers).toBe(2);
  });

  test("warm() rejects where no worker can be started", async () => {
    const pool = open({ workerFile: path.join(tmpdir(), "no-such-worker.mjs") });
    await expect(pool.warm()).rejects.toMatchObject({ code: "internal" });
  });

  test("warm() and close() at once leave neither an error nor a worker", async () => {
    const pool = open({ workerFile: brittleWorker() });
    const warm = pool.warm();
    await pool.close();
    await warm;
    expect(pool.stats().workers).toBe(0);
  });

  test("judgeMany(inputs, signal) rejects once aborted; who asks next is answered", async () => {
    const pool = open({ size: 1, timeoutMs: 200, workerFile: brittleWorker() });
    const leave = new AbortController();
    const left = pool.judgeMany(["hang", ...Array(500).fill("a")].map(item), leave.signal);
    const next = pool.judge(item("b"));
    await Promise.resolve();
    expect(pool.stats()).toMatchObject({ judging: 64, waiting: 438 });
    leave.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    await expect(pool.judge(item("c"), leave.signal)).rejects.toThrow("left");
    expect((await next).verdict).toBe("correct");
    expect(pool.stats()).toMatchObject({ waiting: 0, judging: 0 });
  });

  test("stats() counts verdicts, time limits and lost workers", async () => {
    const pool = open({ size: 1, timeoutMs: 200, workerFile: brittleWorker() });
    await pool.judgeMany(["a", "hang", "die", "b"].map(item));
    expect(pool.stats()).toMatchObject({
      verdicts: { correct: 2, incorrect: 0, unknown: 2 },
      timeouts: 1,
      crashes: 1,
      lostWorkers: 4,
      waiting: 0,
      judging: 0,
    });
  });

  test("twenty lost workers leave nothing behind", async () => {
    const pool = open({ size: 1, workerFile: brittleWorker() });
    const resources = () =>
      process
        .getActiveResourcesInfo()
        .filter((name) => /Pipe|Process|Message/.test(name))
        .toSorted();
    // Both times the pool is looked at with one worker at rest, not with one on its way.
    await pool.judge(item("a"));
    const before = resources();
    const judgements = await pool.judgeMany(Array.from({ length: 10 }, () => item("die")));
    expect(judgements.every(({ reason }) => reason === "worker-crashed")).toBe(true);
    expect(pool.stats().lostWorkers).toBe(20);
    await pool.judge(item("a"));
    await expect.poll(resources).toEqual(before);
  });

  test("close() settles what is waiting, and later calls are refused", async () => {
    const pool = open({ size: 1, timeoutMs: 60_000, workerFile: brittleWorker() });
    const waiting = pool.judgeMany(["hang", "b"].map(item));
    await pool.close();
    expect((await waiting).map(({ verdict }) => verdict)).toEqual(["unknown", "unknown"]);
    await expect(pool.judge(item("c"))).rejects.toMatchObject({ code: "wrong_state" });
  });
});
