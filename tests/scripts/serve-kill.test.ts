import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createApiClient } from "../support/api-client.ts";
import { startEndpointServer } from "../support/endpoint-server.ts";
import { type Running, runScript } from "./run-script.ts";

const isBuilt = existsSync(path.resolve(import.meta.dirname, "../../.next/BUILD_ID"));
const [questions, completionsEach, requestsEach, maxConcurrency] = [12, 14, 7, 4];

test.skipIf(!isBuilt)(
  "serve.mjs killed with -9 in the middle of a run goes on with it by itself, and asks for nothing stored",
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "malthouse-serve-kill-"));
    let running: Running | null = null;
    let killAt = 25;
    const endpoint = await startEndpointServer({
      latencyMs: 10,
      faults: (_, index) => {
        if (index === killAt) running?.child.kill("SIGKILL");
        return "ok";
      },
    });
    onTestFinished(async () => {
      running?.child.kill("SIGKILL");
      await running?.ended;
      await endpoint.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const serve = async () => {
      running = runScript("serve.mjs", { MALTHOUSE_DATA: folder, PORT: "0" });
      let output = "";
      running.child.stdout?.on("data", (chunk) => (output += String(chunk)));
      await running.says("Malthouse is ready at http://");
      return createApiClient(/ready at (http:\/\/\S+)/.exec(output)?.[1] ?? "");
    };

    const api = await serve();
    const { body: dataset } = await api.call("POST", "/api/datasets", {
      name: "trays",
      task: "gsm8k",
      rows: Array.from({ length: questions }, (_, index) => ({
        question: `A tray holds ${index + 3} rows of 5 cups. How many cups are on it?`,
        answer: `#### ${(index + 3) * 5}`,
      })),
    });
    const { body: lab } = await api.call("POST", "/api/endpoints", {
      name: "lab",
      baseUrl: endpoint.url,
      maxConcurrency,
    });
    const { body: run } = await api.call("POST", "/api/runs", {
      datasetId: dataset.id,
      roles: { generator: { endpointId: lab.id, model: "test-model" } },
      branching: 2,
      seed: 5,
    });
    const killed = () => running?.ended;
    expect(await killed()).toMatchObject({ code: null });

    killAt = 55;
    await serve();
    expect(await killed()).toMatchObject({ code: null });

    killAt = Infinity;
    const again = await serve();
    const done = await again.until(run.id, ({ status }) => status === "completed");
    expect(done.progress.nodesDone).toBe(questions * completionsEach);
    const needed = questions * requestsEach;
    expect(endpoint.requests.length).toBeGreaterThanOrEqual(needed);
    expect(endpoint.requests.length).toBeLessThanOrEqual(needed + 2 * maxConcurrency);
  },
  60_000,
);
