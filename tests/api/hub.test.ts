import { readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { getHubAccess } from "../../db/queries/hub.ts";
import { pushSettled } from "../../lib/engine/hub/push-export.ts";
import { readZip } from "../export/read-zip.ts";
import type { ApiClient, Json } from "../support/api-client.ts";
import { type HubOptions, type HubServer, startHubServer } from "../support/hub-server.ts";
import { describeStudios, type Studio } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const token = "hf_secretOfAda";
const hubs: HubServer[] = [];

async function openHub(options: Partial<HubOptions> = {}): Promise<HubServer> {
  const hub = await startHubServer({ token, ...options });
  process.env["MALTHOUSE_HUB_URL"] = hub.url;
  hubs.push(hub);
  return hub;
}
afterEach(async () => {
  delete process.env["MALTHOUSE_HUB_URL"];
  delete process.env["HF_TOKEN"];
  for (const hub of hubs.splice(0)) await hub.close();
});

const exportOf = new WeakMap<ApiClient, Promise<Json>>();

/** A finished export of a small run, one a studio. */
async function makeExport(api: ApiClient): Promise<Json> {
  const made = exportOf.get(api) ?? buildExport(api);
  exportOf.set(api, made);
  return await made;
}

async function buildExport(api: ApiClient): Promise<Json> {
  const { server, endpointId } = await addServer(api);
  const dataset = await addRows(api, 4);
  const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
  await api.ended(run.id);
  await server.close();
  const { body } = await api.call("POST", "/api/exports", {
    runIds: [run.id],
    format: "huggingface",
  });
  for (;;) {
    const made = await api.get(`/api/exports/${body.id}`);
    if (made.status !== "building") return made;
  }
}

/** Pushes and answers how it ended. */
async function pushed(api: ApiClient, exportId: string, body: object): Promise<Json> {
  const { status, body: push } = await api.call("POST", `/api/exports/${exportId}/pushes`, body);
  expect([status, push.status]).toEqual([202, "pushing"]);
  await pushSettled(push.id);
  const [last] = await api.all(`/api/exports/${exportId}/pushes`);
  expect(last.id).toBe(push.id);
  return last;
}

const leftovers = ({ folder }: Studio): string[] =>
  readdirSync(path.join(folder, "exports")).filter((name) => !name.endsWith(".zip"));

describeStudios("pushing exports to the Hub", (studio) => {
  test("a push makes a private data set and commits every file of the zip, the token going to the Hub alone", async () => {
    const { api, parts, logged } = studio();
    const hub = await openHub();
    const made = await makeExport(api);
    const none = await api.call("POST", `/api/exports/${made.id}/pushes`, { repo: "ada/trees" });
    expect([none.status, none.body.detail]).toEqual([409, expect.stringContaining("HF_TOKEN")]);
    const { body: access } = await api.call("PUT", "/api/hub", { token });
    expect(access).toEqual({ hubUrl: hub.url, hasToken: true, isStored: true, tokenEnv: "HF_TOKEN" });
    const push = await pushed(api, made.id, { repo: "ada/trees" });
    expect([push.message, push.status, push.progress, push.url]).toEqual([
      null,
      "done",
      1,
      `${hub.url}/datasets/ada/trees`,
    ]);
    expect(hub.faults).toEqual([]);
    expect(hub.made).toMatchObject([
      { name: "trees", organization: "ada", type: "dataset", visibility: "private" },
    ]);
    expect(hub.commits).toMatchObject([{ summary: `Export ${made.recipeHash.slice(0, 8)} from Malthouse` }]);
    expect(hub.calls.filter((call) => call === "PUT storage").length).toBeGreaterThan(1);
    const zip = readZip((await api.call("GET", `/api/exports/${made.id}/download`)).bytes);
    expect([...hub.files.keys()].toSorted()).toEqual([...zip.keys()].toSorted());
    for (const [name, bytes] of zip) expect([name, hub.files.get(name)?.equals(bytes)]).toEqual([name, true]);
    const again = await pushed(api, made.id, { repo: "ada/trees", isPrivate: false });
    expect(again.status).toBe("done");
    const row = await getHubAccess(parts.store);
    expect(row?.token).toMatch(/^v1\./);
    for (const text of [logged(), JSON.stringify(row), JSON.stringify(await api.get("/api/hub"))])
      expect(text).not.toContain("secretOfAda");
    expect(leftovers(studio())).toEqual([]);
    await api.call("PUT", "/api/hub", { token: null });
    process.env["HF_TOKEN"] = token;
    expect(await api.get("/api/hub")).toMatchObject({ hasToken: true, isStored: false });
    expect((await pushed(api, made.id, { repo: "ada/others" })).status).toBe("done");
  });

  test("what the Hub refuses is said with what to do, and nothing is left behind", async () => {
    const { api } = studio();
    const made = await makeExport(api);
    process.env["HF_TOKEN"] = token;
    const refusal = async (answer: HubOptions["answer"], body: object = { repo: "ada/trees" }) => {
      await openHub(answer ? { answer } : {});
      const { status, message } = await pushed(api, made.id, body);
      expect(status).toBe("failed");
      expect(leftovers(studio())).toEqual([]);
      return message;
    };
    const refuse = (wanted: string, status: number) => (call: string) =>
      call.includes(wanted) ? Response.json({ error: "no luck" }, { status }) : undefined;
    expect(await refusal(refuse("create", 401))).toMatch(/does not know this token.*no luck/);
    expect(await refusal(refuse("create", 403))).toContain("write access");
    expect(await refusal(refuse("create", 409))).toContain("is there already and public");
    expect(await refusal(refuse("commit", 412))).toContain("Push again");
    expect(await refusal(refuse("storage", 503))).toContain("fault of its own (503)");
    expect(
      await refusal((call) =>
        call.includes("create")
          ? new Response(null, { status: 307, headers: { location: "http://127.0.0.1:1/" } })
          : undefined,
      ),
    ).toContain("does not follow");
    expect(
      await refusal((call) => (call.endsWith("batch") ? Response.json({ objects: "none" }) : undefined)),
    ).toContain("does not understand");
    process.env["MALTHOUSE_HUB_URL"] = "http://127.0.0.1:9";
    expect((await pushed(api, made.id, { repo: "ada/trees" })).message).toContain("could not be reached");
    process.env["HF_TOKEN"] = "sk-other";
    const odd = await api.call("POST", `/api/exports/${made.id}/pushes`, { repo: "ada/trees" });
    expect([odd.status, odd.body.detail]).toEqual([409, expect.stringContaining("begin with hf_")]);
  });

  test("link-local addresses are never called, neither as the Hub nor as its storage", async () => {
    const { api } = studio();
    const made = await makeExport(api);
    process.env["HF_TOKEN"] = token;
    process.env["MALTHOUSE_HUB_URL"] = "http://169.254.169.254";
    const refused = await api.call("POST", `/api/exports/${made.id}/pushes`, { repo: "ada/trees" });
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining("link-local")]);
    await openHub({
      answer: async (call, request) => {
        if (!call.endsWith("batch")) return undefined;
        const { objects }: Json = await request.json();
        return Response.json({
          transfer: "basic",
          objects: objects.map(({ oid, size }: Json) => ({
            oid,
            size,
            actions: { upload: { href: "http://169.254.169.254/latest", header: {} } },
          })),
        });
      },
    });
    const push = await pushed(api, made.id, { repo: "ada/trees" });
    expect([push.status, push.message]).toEqual(["failed", expect.stringContaining("link-local")]);
  });

  test("a push under way shows how far it is, bars another one, and is cancelled at once", async () => {
    const { api } = studio();
    const made = await makeExport(api);
    process.env["HF_TOKEN"] = token;
    const reached = Promise.withResolvers<void>();
    const hub = await openHub({
      answer: (call) => {
        if (call !== "PUT storage") return undefined;
        reached.resolve();
        return new Promise<Response>(() => undefined);
      },
    });
    const address = `/api/exports/${made.id}/pushes`;
    const both = [{ repo: "ada/trees" }, { repo: "ada/trees" }];
    const begun = await Promise.all(both.map(async (body) => await api.call("POST", address, body)));
    expect(begun.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    const push = begun.find(({ status }) => status === 202)?.body;
    await reached.promise;
    const second = await api.call("POST", address, { repo: "ada/others" });
    expect([second.status, second.body.detail]).toEqual([409, expect.stringContaining("ada/trees")]);
    const { body: ended } = await api.call("POST", `${address}/${push.id}/cancel`);
    expect([ended.status, ended.message]).toEqual(["cancelled", expect.stringContaining("Cancelled")]);
    expect(hub.commits).toEqual([]);
    expect(leftovers(studio())).toEqual([]);
    expect((await api.call("POST", `${address}/none/cancel`)).status).toBe(404);
    for (const repo of ["trees", "ada/", "ada/../x", "ada/a b", "-/x", "ada/x--y"])
      expect([repo, (await api.call("POST", address, { repo })).status]).toEqual([repo, 422]);
    expect((await api.call("PUT", "/api/hub", { token: "sk-1" })).status).toBe(422);
    expect((await api.call("POST", "/api/exports/none/pushes", { repo: "ada/x" })).status).toBe(404);
  });
});
