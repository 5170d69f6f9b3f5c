import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { pairOracle, type ShownTree, shownTrees, verdictOf } from "./oracle.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

/** Every value of a tree from its leaves' verdicts, in floats; null where no leaf below is known under exclude. */
function valuesOf(nodes: readonly Json[], unknownLeaves: string): Map<string, number | null> {
  const values = new Map<string, number | null>();
  const value = (node: Json): number | null => {
    const below = nodes.filter(({ parentId }) => parentId === node.id);
    const verdict = verdictOf(node);
    const known = below.map(value).filter((part): part is number => part !== null);
    const own =
      below.length > 0
        ? known.length > 0
          ? known.reduce((a, b) => a + b) / known.length
          : null
        : verdict === "unknown" && unknownLeaves === "exclude"
          ? null
          : verdict === "correct"
            ? 1
            : 0;
    values.set(node.id, own);
    return own;
  };
  for (const node of nodes) if (node.parentId === null) value(node);
  return values;
}

const keysOf = (tree: ShownTree) => pairOracle([tree], "0.5").map(({ key }) => key);

describeStudios("PUT /api/nodes/{id}/override", (studio) => {
  test.each(["incorrect", "exclude"])(
    "gives any verdict to a leaf under unknownLeaves %s, tells what changed, and null takes it away",
    async (unknownLeaves) => {
      const { api } = studio();
      const { server, endpointId } = await addServer(api);
      const dataset = await addRows(api, 2);
      const { body: run } = await api.call(
        "POST",
        "/api/runs",
        requestOf(dataset.id, endpointId, { branching: 2, unknownLeaves }),
      );
      const ended = await api.ended(run.id);
      const [first] = await shownTrees(api, run.id);
      const leaves = first!.nodes.filter(({ role }) => role === "refiner");
      const steps = [
        ...leaves.slice(0, 4).map((leaf) => [leaf, "unknown"]),
        [leaves[0], "correct"],
        [leaves[1], "incorrect"],
        [leaves[0], "correct"],
        ...leaves.slice(0, 4).map((leaf) => [leaf, null]),
      ] as const;
      let before: Json = first;
      for (const [leaf, verdict] of steps) {
        const { status, body } = await api.call("PUT", `/api/nodes/${leaf.id}/override`, {
          verdict,
          author: "Ada",
          ...(verdict !== null && { reason: `is ${verdict}` }),
        });
        expect(status).toBe(200);
        const after = await api.get(`/api/trees/${before.id}`);
        const values = valuesOf(after.nodes, unknownLeaves);
        for (const node of after.nodes) {
          const wanted = values.get(node.id) ?? null;
          if (wanted === null) expect([node.path, node.value, node.label]).toEqual([node.path, null, null]);
          else expect(node.value).toBeCloseTo(wanted, 12);
        }
        const moved = after.nodes.flatMap((node: Json) => {
          const was = before.nodes.find(({ id }: Json) => id === node.id).value;
          return was === node.value ? [] : [{ nodeId: node.id, before: was, after: node.value }];
        });
        const sorted = (changes: Json[]) => [...changes].sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
        expect(sorted(body.changed)).toEqual(sorted(moved));
        const [was, is] = [keysOf(before), keysOf(after)];
        expect(body.pairs).toEqual({
          added: is.filter((key) => !was.includes(key)).length,
          removed: was.filter((key) => !is.includes(key)).length,
        });
        const shown = after.nodes.find(({ id }: Json) => id === leaf.id);
        expect(shown.verdict).toBe(leaf.verdict);
        if (verdict === null) expect(shown.override).toBe(null);
        else {
          expect(shown.override).toMatchObject({ verdict, author: "Ada", reason: `is ${verdict}` });
          expect(Math.abs(Date.parse(shown.override.at) - Date.now())).toBeLessThan(60_000);
        }
        const all = (await shownTrees(api, run.id))
          .flatMap(({ nodes }) => nodes)
          .filter(({ role }) => role === "refiner");
        const now = await api.get(`/api/runs/${run.id}`);
        expect(now.accuracy.refiner).toBeCloseTo(
          all.filter((one) => verdictOf(one) === "correct").length / all.length,
          12,
        );
        expect(now.unknownLeaves).toBe(all.filter((one) => verdictOf(one) === "unknown").length);
        before = after;
      }
      expect(before).toEqual(first);
      expect(await api.get(`/api/runs/${run.id}`)).toEqual(ended);
      await server.close();
    },
  );

  test("only leaves are taken, and what breaks a rule is named", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.ended(run.id);
    const [tree] = await shownTrees(api, run.id);
    const put = (id: string, body: unknown) => api.call("PUT", `/api/nodes/${id}/override`, body);
    for (const node of tree!.nodes.filter(({ role }) => role !== "refiner"))
      for (const verdict of ["correct", null]) expect((await put(node.id, { verdict })).status).toBe(422);
    const leaf = tree!.nodes.find(({ role }) => role === "refiner");
    for (const [body, field] of [
      [{}, "verdict"],
      [{ verdict: "right" }, "verdict"],
      [{ verdict: "correct", reason: 1 }, "reason"],
      [{ verdict: "correct", author: "x".repeat(201) }, "author"],
    ] as const) {
      const answer = await put(leaf.id, body);
      expect([answer.status, answer.body.errors[0].path]).toEqual([422, field]);
    }
    expect((await put("none", { verdict: "correct" })).status).toBe(404);
    expect((await put(leaf.id, { verdict: null })).body).toEqual({
      changed: [],
      pairs: { added: 0, removed: 0 },
    });
    expect(await shownTrees(api, run.id)).toEqual([tree]);
    const odd = await put(leaf.id, {
      verdict: leaf.verdict,
      reason: "nul \0 and half \ud800 and <script>",
      author: "é\u202e",
    });
    expect([odd.status, odd.body.changed]).toEqual([200, []]);
    await server.close();
  });

  test("overrides at the same moment in one tree all count", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { branching: 3 }),
    );
    await api.ended(run.id);
    const [tree] = await shownTrees(api, run.id);
    const leaves = tree!.nodes.filter(({ role }) => role === "refiner");
    await Promise.all(
      leaves.map(({ id }) => api.call("PUT", `/api/nodes/${id}/override`, { verdict: "correct" })),
    );
    const after = await api.get(`/api/trees/${tree!.id}`);
    expect(after.nodes.every(({ value }: Json) => value === 1)).toBe(true);
    expect((await api.get(`/api/runs/${run.id}`)).accuracy.refiner).toBe(1);
    expect((await api.get(`/api/runs/${run.id}/values`)).generator).toEqual([
      { value: 1, numerator: 1, denominator: 1, count: 3, pairs: 0 },
    ]);
    expect((await api.get(`/api/runs/${run.id}/pairs`)).total).toBe(0);
    await server.close();
  });
});
