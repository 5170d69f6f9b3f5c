import { afterEach, expect, test } from "vitest";
import { readZip } from "../export/read-zip.ts";
import type { ApiClient } from "../support/api-client.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { startStudio, type Studio } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openOn(database: string): Promise<Studio> {
  if (database === "SQLite") return await startStudio();
  const { url, drop } = await freshPostgres();
  closing.push(drop);
  return await startStudio({ databaseUrl: url });
}

async function treesFile(api: ApiClient, runId: string): Promise<FormData> {
  const { body: made } = await api.call("POST", "/api/exports", { runIds: [runId], format: "trees" });
  while ((await api.get(`/api/exports/${made.id}`)).status === "building");
  const zip = [...readZip((await api.call("GET", `/api/exports/${made.id}/download`)).bytes)];
  const [, bytes] = zip.find(([name]) => name.startsWith("data/")) ?? [];
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes ?? [])]), "trees.jsonl");
  return form;
}

const questions = 3;
const completions = questions * 14;

test.skipIf(!hasPostgres).each([
  ["SQLite", "PostgreSQL"],
  ["PostgreSQL", "SQLite"],
])(
  "an unfinished run exported from %s and imported into %s grows to its end there, with another endpoint and model, and asks for nothing twice",
  async (from, to) => {
    const here = await openOn(from);
    const first = await addServer(here.api, { latencyMs: 10 }, { maxConcurrency: 2 });
    const dataset = await addRows(here.api, questions);
    const request = { branching: 2, siblings: "off", seed: 5 };
    const { body: run } = await here.api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, first.endpointId, request),
    );
    await here.api.until(run.id, ({ progress }) => progress.nodesDone > completions / 3);
    await here.api.call("POST", `/api/runs/${run.id}/pause`);
    await here.api.until(run.id, ({ inFlight }) => inFlight === 0);
    const file = await treesFile(here.api, run.id);
    await here.stop();
    await first.server.close();

    const there = await openOn(to);
    closing.push(there.stop);
    const second = await addServer(there.api, { model: "other-model" });
    closing.push(second.server.close);
    const { body: moved } = await there.api.call("POST", "/api/runs/import", file);
    expect(moved).toMatchObject({ status: "paused", progress: { treesTotal: questions } });
    const address = `/api/runs/${moved.id}`;
    expect((await there.api.call("POST", `${address}/resume`)).status).toBe(409);
    const roles = Object.fromEntries(
      moved.roles.map(({ name }: { name: string }) => [
        name,
        { endpointId: second.endpointId, model: "other-model" },
      ]),
    );
    expect((await there.api.call("PATCH", address, { roles: { nobody: { model: "m" } } })).status).toBe(422);
    await there.api.call("PATCH", address, { roles });
    expect((await there.api.call("POST", `${address}/resume`)).status).toBe(200);
    const ended = await there.api.ended(moved.id);
    expect(ended).toMatchObject({
      status: "completed",
      progress: { nodesDone: completions, treesFailed: 0 },
    });
    const asked = [...first.server.requests, ...second.server.requests].map(({ body }) => body["seed"]);
    expect([asked.length, new Set(asked).size]).toEqual([completions, completions]);
    expect(second.server.requests.every(({ body }) => body["model"] === "other-model")).toBe(true);
    expect(ended.notices.map(({ message }: { message: string }) => message).join()).toContain(
      "other-model of",
    );
  },
);
