import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { completeOnce } from "../../lib/engine/complete.ts";

test("endpoint-process prints its address and answers the questions of a file rightly or wrongly", async () => {
  const folder = await mkdtemp(join(tmpdir(), "endpoint-process-"));
  const data = join(folder, "questions.jsonl");
  const question = "A baker sells 12 loaves at 3 dollars each. How much is that?";
  await writeFile(data, `${JSON.stringify({ question, answer: "12 times 3 is 36.\n#### 36" })}\n`);
  const script = join(import.meta.dirname, "../support/endpoint-process.ts");
  const child = spawn(process.execPath, [script, "--data", data, "--latency", "0", "--right", "0.5"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [chunk] = (await once(child.stdout, "data")) as [Buffer];
    const baseUrl = chunk.toString().trim();
    const result = await completeOnce(
      { baseUrl, apiKey: null, timeoutSeconds: 10 },
      {
        messages: [{ role: "user", content: `${question}\n\nThink. Close with:\nFinal Answer: <number>` }],
        n: 12,
        model: "test-model",
        temperature: 1,
        topP: 1,
        maxTokens: 100,
        seed: null,
        stop: [],
        extraBody: {},
        api: "chat",
      },
      { now: () => performance.now() },
    );
    const answers = result.choices.map((choice) => choice?.text.split("Final Answer: ").at(-1));
    expect(answers).toContain("36");
    expect(new Set(answers).size).toBeGreaterThan(1);
  } finally {
    child.kill();
    await once(child, "exit");
    await rm(folder, { recursive: true });
  }
});
