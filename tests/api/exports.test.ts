import { expect, test } from "vitest";
import type { ApiClient, Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { readData } from "../export/read-data.ts";
import { readZip } from "../export/read-zip.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

/** Builds an export and answers it when it is ready. Each look is a request, so no clock is watched. */
async function build(api: ApiClient, recipe: object): Promise<Json> {
  const { status, body } = await api.call("POST", "/api/exports", recipe);
  expect(status).toBe(202);
  for (;;) {
    const made = await api.get(`/api/exports/${body.id}`);
    if (made.status !== "building") return made;
  }
}

describeStudios("exports and imports over HTTP", (studio) => {
  test("a growing run is 409 with its status; an unknown one 404; a broken recipe 422 with its field", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 60 }, { maxConcurrency: 1 });
    const dataset = await addRows(api, 3);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    for (const address of ["/api/exports", "/api/exports/preview"]) {
      const growing = await api.call("POST", address, { runIds: [run.id], format: "trl" });
      expect([growing.status, growing.body.detail]).toEqual([409, expect.stringContaining("growing")]);
      expect((await api.call("POST", address, { runIds: ["none"], format: "trl" })).status).toBe(404);
      expect([404, 422]).toContain(
        (await api.call("POST", address, { runIds: ["\0"], format: "trl" })).status,
      );
      for (const [body, field] of [
        [{ format: "trl" }, "runIds"],
        [{ runIds: [], format: "trl" }, "runIds"],
        [{ runIds: [run.id] }, "format"],
        [{ runIds: [run.id], format: "csv" }, "format"],
        [{ runIds: [run.id], format: "trl", kinds: ["sft", "ppo"] }, "kinds"],
        [{ runIds: [run.id], format: "openai", kinds: ["kto"] }, "kinds"],
        [{ runIds: [run.id], format: "trl", roles: ["critic"] }, "roles"],
        [{ runIds: [run.id], format: "trl", threshold: 2 }, "threshold"],
        [{ runIds: [run.id], format: "trl", validationShare: -0.1 }, "validationShare"],
        [{ runIds: [run.id], format: "trl", seed: 1.5 }, "seed"],
      ] as const) {
        const answer = await api.call("POST", address, body);
        expect([body, answer.status]).toEqual([body, 422]);
        expect(answer.body.errors.some(({ path }: Json) => path.startsWith(field))).toBe(true);
      }
    }
    await api.call("POST", `/api/runs/${run.id}/cancel`);
    await api.ended(run.id);
    await server.close();
  });

  test("an export is built behind its answer, listed, downloaded, and outlives its run", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 4);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.ended(run.id);
    const recipe = { runIds: [run.id], format: "trl", validationShare: 0.5 };
    const made = await build(api, recipe);
    expect(made).toMatchObject({
      status: "ready",
      progress: 1,
      recipe: { ...recipe, kinds: ["sft", "dpo"], minMargin: 0, undecided: "include", dedupe: true, seed: 0 },
    });
    expect((await api.all("/api/exports"))[0].id).toBe(made.id);
    const zip = await api.call("GET", `/api/exports/${made.id}/download`);
    expect(Number(zip.headers.get("content-length"))).toBe(zip.bytes.length);
    const names = [...readZip(zip.bytes).keys()];
    for (const { path } of made.files) expect(names).toContain(path);
    const { body: preview } = await api.call("POST", "/api/exports/preview", recipe);
    const rows = Object.values<Json>(preview.counts)
      .flatMap((byRole) => Object.values<Json>(byRole))
      .reduce((sum, { train, validation }) => sum + train + validation, 0);
    expect(rows).toBe(made.rows);
    await api.call("DELETE", `/api/runs/${run.id}`);
    expect((await api.call("GET", `/api/exports/${made.id}/download`)).bytes.equals(zip.bytes)).toBe(true);
    for (const address of ["", "/download"])
      expect((await api.call("GET", `/api/exports/none${address}`)).status).toBe(404);
    await server.close();
  });

  test("a broken download goes on where it stopped, and begins anew where the file is another", async () => {
    const { api, origin } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 2);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.ended(run.id);
    const { id } = await build(api, { runIds: [run.id], format: "trl" });
    const ask = async (headers: Record<string, string>) => {
      const answer = await fetch(`${origin}/api/exports/${id}/download`, { headers });
      return {
        status: answer.status,
        headers: answer.headers,
        bytes: Buffer.from(await answer.arrayBuffer()),
      };
    };
    const whole = await ask({});
    const tag = whole.headers.get("etag") ?? "";
    expect([whole.status, whole.headers.get("accept-ranges")]).toEqual([200, "bytes"]);
    const size = whole.bytes.length;
    const first = await ask({ range: "bytes=0-99" });
    const rest = await ask({ range: "bytes=100-", "if-range": tag });
    expect([first.status, rest.status]).toEqual([206, 206]);
    expect(rest.headers.get("content-range")).toBe(`bytes 100-${size - 1}/${size}`);
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(whole.bytes)).toBe(true);
    expect((await ask({ range: "bytes=-10" })).bytes.equals(whole.bytes.subarray(-10))).toBe(true);
    expect((await ask({ range: "bytes=100-", "if-range": '"another"' })).status).toBe(200);
    expect((await ask({ range: "bytes=0-1,5-6" })).status).toBe(200);
    const beyond = await ask({ range: `bytes=${size}-` });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${size}`]);
    await server.close();
  });

  test("nodes.parquet and pairs.parquet hold what the API says of every node and pair", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 3);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { branching: 3 }),
    );
    await api.ended(run.id);
    const [pair] = await api.all(`/api/runs/${run.id}/pairs`);
    const { chosenNodeId, rejectedNodeId } = pair;
    await api.call("POST", `/api/runs/${run.id}/decisions`, {
      decisions: [{ chosenNodeId, rejectedNodeId, verdict: "swap", author: "Ada" }],
    });
    const read = async (name: string): Promise<Json[]> => {
      const { bytes } = await api.call("GET", `/api/runs/${run.id}/${name}`);
      return await readData(name, bytes);
    };
    const trees = await Promise.all(
      (await api.all(`/api/runs/${run.id}/trees`)).map(async ({ id }) => await api.get(`/api/trees/${id}`)),
    );
    const told = trees.flatMap(({ nodes }) => nodes);
    const nodes = await read("nodes.parquet");
    expect(
      nodes.map(({ nodeId, text, value, label, verdict, completionTokens }) => [
        nodeId,
        text,
        value,
        label,
        verdict,
        Number(completionTokens),
      ]),
    ).toEqual(
      told.map(({ id, text, value, label, verdict, completionTokens }: Json) => [
        id,
        text,
        value,
        label,
        verdict,
        completionTokens,
      ]),
    );
    const pairs = await api.all(`/api/runs/${run.id}/pairs`);
    const rows = await read("pairs.parquet");
    const facts = ({ role, chosenNodeId, rejectedNodeId, margin, chosenValue }: Json) =>
      JSON.stringify([role, chosenNodeId, rejectedNodeId, margin, chosenValue]);
    expect(rows.map(facts).sort()).toEqual(pairs.map(facts).sort());
    expect(
      rows.filter(({ decision }) => decision !== null).map(({ decision, author }) => [decision, author]),
    ).toEqual([["swap", "Ada"]]);
    expect((await api.call("GET", "/api/runs/none/nodes.parquet")).status).toBe(404);
    await server.close();
  });

  test("a run with its decisions and overrides, exported as trees and imported, is the same but for ids", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 3);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { branching: 3, threshold: 0.4 }),
    );
    await api.ended(run.id);
    const pairs = await api.all(`/api/runs/${run.id}/pairs`);
    const leaf = (await api.get(`/api/trees/${pairs[0].treeId}`)).nodes.find(
      ({ role }: Json) => role === "refiner",
    );
    await api.call("POST", `/api/runs/${run.id}/decisions`, {
      decisions: pairs.slice(0, 3).map(({ chosenNodeId, rejectedNodeId }, index) => ({
        chosenNodeId,
        rejectedNodeId,
        verdict: ["accept", "swap", "tie"][index],
        author: "Ada",
        reason: "so",
      })),
    });
    await api.call("PUT", `/api/nodes/${leaf.id}/override`, {
      verdict: "unknown",
      author: "Bo",
      reason: "odd",
    });
    const made = await build(api, { runIds: [run.id], format: "trees" });
    const [, bytes] = [...readZip((await api.call("GET", `/api/exports/${made.id}/download`)).bytes)].find(
      ([name]) => name.startsWith("data/"),
    )!;
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(bytes)]), "trees.jsonl");
    const imported = await api.call("POST", "/api/runs/import", form);
    expect([imported.status, imported.body.status, imported.body.isImported]).toEqual([
      201,
      "completed",
      true,
    ]);
    const [was, is] = [await api.get(`/api/runs/${run.id}`), imported.body];
    for (const field of [
      "name",
      "protocol",
      "configHash",
      "threshold",
      "pairs",
      "accuracy",
      "unknownLeaves",
      "roles",
    ])
      expect([field, is[field]]).toEqual([field, was[field]]);
    const facts = async (runId: string) =>
      await Promise.all(
        (await api.all(`/api/runs/${runId}/trees`)).map(async ({ id }) => {
          const { nodes, question, status } = await api.get(`/api/trees/${id}`);
          return {
            text: question.text,
            gold: question.gold,
            status,
            nodes: nodes.map(({ id: _, parentId: __, ...node }: Json) => node),
          };
        }),
      );
    expect(await facts(is.id)).toEqual(await facts(run.id));
    const decided = async (runId: string) =>
      (await api.all(`/api/runs/${runId}/pairs`)).map(({ decision, chosenPath, rejectedPath }) => [
        chosenPath,
        rejectedPath,
        decision,
      ]);
    expect(await decided(is.id)).toEqual(await decided(run.id));
    await server.close();
  });

  test("an import that is wrong anywhere is refused with its line and leaves nothing", async () => {
    const { api } = studio();
    const count = (await api.all("/api/runs")).length;
    for (const [text, status] of [
      ["", 422],
      ["not json\n", 422],
      ['{"schema":"other/1"}\n', 422],
      ["[]\n", 422],
      [`${"[".repeat(50_000)}\n`, 422],
    ] as const) {
      const form = new FormData();
      form.set("file", new Blob([text]), "trees.jsonl");
      expect([text.slice(0, 20), (await api.call("POST", "/api/runs/import", form)).status]).toEqual([
        text.slice(0, 20),
        status,
      ]);
    }
    expect([400, 415]).toContain((await api.call("POST", "/api/runs/import", "{}")).status);
    expect((await api.all("/api/runs")).length).toBe(count);
  });
});
