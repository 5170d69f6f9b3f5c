import { afterAll, beforeAll, expect, test } from "vitest";
import { buildViewer } from "../../scripts/prepare/build-viewer.mjs";
import type { Json } from "../support/api-client.ts";
import type { EndpointServer } from "../support/endpoint-server.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

/** The trees in a page as its own script reads them. */
const treesIn = (page: string): Json[] =>
  [...page.matchAll(/<script type="application\/json" class="tree"[^>]*>([^<]*)</g)].map(([, text]) =>
    JSON.parse(text ?? ""),
  );

describeStudios("GET /api/runs/{id}/bundle.html", (studio) => {
  let server: EndpointServer;
  let runId: string;
  let other: string;
  let trees: Json[];

  beforeAll(async () => {
    await buildViewer();
    const { api } = studio();
    const added = await addServer(
      api,
      { faults: (_, index) => (index === 20 ? { status: 400, body: { error: { message: "no" } } } : "ok") },
      { apiKey: "sk-not-for-readers" },
    );
    server = added.server;
    const dataset = await addRows(api, 4);
    const { body } = await api.call("POST", "/api/runs", requestOf(dataset.id, added.endpointId));
    runId = body.id;
    await api.ended(runId);
    trees = await api.all(`/api/runs/${runId}/trees`);
    const another = await api.call("POST", "/api/runs", requestOf(dataset.id, added.endpointId));
    other = another.body.id;
    await api.ended(other);
  });
  afterAll(async () => await server.close());

  test("holds the run's trees with all their texts and prompts, and tells no address, key or request", async () => {
    const { text, headers } = await studio().api.call("GET", `/api/runs/${runId}/bundle.html`);
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[^"]+-4-questions\.html"/);
    const held = treesIn(text);
    expect(held.map(({ tree }) => tree.id)).toEqual(trees.map(({ id }) => id));
    for (const { tree, prompts } of held) {
      const stored = await studio().api.get(`/api/trees/${tree.id}`);
      const shown = ({ nodes }: Json) => nodes.map(({ path, text, value }: Json) => [path, text, value]);
      expect(shown(tree)).toEqual(shown(stored));
      const parents = stored.nodes.map(({ path }: Json) => path.split(".").slice(0, -1).join("."));
      expect(Object.keys(prompts).sort()).toEqual([...new Set(parents)].sort());
    }
    expect(held.some(({ tree }) => tree.failed.length > 0)).toBe(true);
    expect(text).not.toContain(new URL(server.url).host);
    expect(text).not.toMatch(/sk-not-for-readers|"requestId":"/);
  });

  test("takes one tree, trees by their places, or what a filter finds", async () => {
    const { api } = studio();
    const idsOf = async (query: string) =>
      treesIn((await api.call("GET", `/api/runs/${runId}/bundle.html?${query}`)).text).map(
        ({ tree }) => tree.id,
      );
    const ids = trees.map(({ id }) => id);
    expect(await idsOf(`treeId=${ids[1]}`)).toEqual([ids[1]]);
    expect(await idsOf(`treeId=${ids[2]}&treeId=${ids[0]}`)).toEqual([ids[0], ids[2]]);
    expect(await idsOf("indexes=3,1")).toEqual([ids[1], ids[3]]);
    expect(await idsOf(`q=${encodeURIComponent(trees[3].question.slice(0, 12))}`)).toContain(ids[3]);
  });

  test("refuses a tree of another run, and a choice that finds none", async () => {
    const { api } = studio();
    const [foreign] = await api.all(`/api/runs/${other}/trees`);
    const status = async (query: string) =>
      (await api.call("GET", `/api/runs/${runId}/bundle.html?${query}`)).status;
    expect(await status(`treeId=${foreign.id}`)).toBe(404);
    expect(await status("indexes=77")).toBe(404);
    expect(await status("indexes=a")).toBe(422);
  });
});
