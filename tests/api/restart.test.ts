import { expect, test } from "vitest";
import { describeStudios, startStudio } from "../support/server.ts";
import { addRows } from "./questions.ts";

test("a fresh start holds the demo data sets and grows a demo run over the first", async () => {
  const studio = await startStudio({ hasDemo: true });
  try {
    const { api } = studio;
    const datasets = await api.all("/api/datasets");
    expect(datasets.map(({ name }) => name)).toEqual(["demo-train", "demo-test"]);
    expect(datasets.every(({ isSimulated, task }) => isSimulated && task === "gsm8k")).toBe(true);
    expect(datasets[0].questionCount).toBeGreaterThanOrEqual(60);
    expect(datasets[1].questionCount).toBeGreaterThanOrEqual(300);
    const [run, ...others] = await api.all("/api/runs");
    expect(others).toEqual([]);
    expect(run).toMatchObject({ isSimulated: true, dataset: { id: datasets[0].id } });
    const growing = await api.until(run.id, ({ progress }) => progress.nodesDone > 0);
    expect(growing.status).toBe("growing");
    expect((await api.get("/api/health")).engine).toBe("growing");
    await api.call("POST", `/api/runs/${run.id}/cancel`);
  } finally {
    await studio.stop();
  }
});

describeStudios("a studio that is not ready", (studio) => {
  test("answers 503 with what to do, at every address", async () => {
    const { api } = studio();
    await addRows(api, 1);
    const parts = globalThis.__malthouse;
    globalThis.__malthouse = undefined;
    try {
      for (const [method, address, body] of [
        ["GET", "/api/health"],
        ["GET", "/api/runs"],
        ["GET", "/metrics"],
        ["POST", "/api/datasets", { name: "x", rows: [{ question: "a", answer: "b" }] }],
      ] as const)
        expect([address, (await api.call(method, address, body)).status]).toEqual([address, 503]);
    } finally {
      globalThis.__malthouse = parts;
    }
    expect((await api.get("/api/health")).status).toBe("ok");
  });
});
