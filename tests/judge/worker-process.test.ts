import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { JudgeInput } from "../../lib/judge/judgement.ts";
import { startWorker } from "../../lib/judge/worker-process.ts";

const input: JudgeInput = { task: "gsm8k", text: "#### 1", gold: "1" };

/** Whether nothing runs under that number; what waits to be collected by its parent does not run. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform === "linux" && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

test("a worker stuck in a text ends soon after the process that started it was killed", async () => {
  const owner = spawn(process.execPath, ["tests/support/judge-owner-process.ts"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(owner.stdout, "data")) as [Buffer];
  const pid = Number(String(line));
  expect(isGone(pid)).toBe(false);
  owner.kill("SIGKILL");
  await expect.poll(() => isGone(pid), { timeout: 20_000, interval: 50 }).toBe(true);
});

test("a worker counts the texts of its present batch alone", async () => {
  const items: number[] = [];
  const done = Promise.withResolvers<void>();
  const worker = startWorker({
    file: path.resolve("lib/judge/worker.ts"),
    memoryMb: 64,
    onReady: () => worker.send(Array(64).fill(input)),
    onJudged: (judgements) => {
      if (judgements.length === 1) return done.resolve();
      worker.send([input]);
      items.push(worker.now().item);
    },
    onLost: () => done.reject(new Error("lost")),
  });
  await done.promise;
  expect(items[0]).toBeLessThan(1);
  await worker.end();
});
