import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import type { EndpointServer } from "../support/endpoint-server.ts";
import { describeStudios } from "../support/server.ts";
import { filterOracle, leavesOf, type ShownTree, shownTrees, verdictOf } from "./oracle.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

describeStudios("trees over HTTP", (studio) => {
  let server: EndpointServer;
  let runId: string;
  let trees: ShownTree[];

  beforeAll(async () => {
    const { api } = studio();
    const added = await addServer(api, {
      rightShare: 0.7,
      faults: (_, index) => (index === 60 ? { status: 400, body: { error: { message: "no" } } } : "ok"),
    });
    server = added.server;
    await api.call("PATCH", `/api/endpoints/${added.endpointId}`, {
      prices: { "test-model": { promptPerMillion: 100, completionPerMillion: 300 } },
    });
    const dataset = await addRows(api, 14);
    const { body } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, added.endpointId, { branching: { generator: 2, verifier: 2, refiner: 1 } }),
    );
    runId = body.id;
    await api.ended(runId);
    // An unknown leaf and an overridden one, in trees of their own.
    for (const [index, verdict] of [
      [2, "unknown"],
      [5, "correct"],
    ] as const) {
      const { id } = (await api.all(`/api/runs/${runId}/trees`))[index];
      const leaf = (await api.get(`/api/trees/${id}`)).nodes.find(({ role }: Json) => role === "refiner");
      await api.call("PUT", `/api/nodes/${leaf.id}/override`, { verdict });
    }
    trees = await shownTrees(api, runId);
  });
  afterAll(async () => await server.close());

  test.each(Object.keys(filterOracle))(
    "filter=%s lists what its definition says, and the counts say as many",
    async (filter) => {
      const { api } = studio();
      const wanted = trees.filter(filterOracle[filter]!).map(({ id }) => id);
      expect((await api.all(`/api/runs/${runId}/trees?filter=${filter}`)).map(({ id }) => id)).toEqual(
        wanted,
      );
      expect((await api.get(`/api/runs/${runId}/trees?filter=${filter}&limit=1`)).total).toBe(wanted.length);
      expect((await api.get(`/api/runs/${runId}/trees/counts`))[filter]).toBe(wanted.length);
    },
  );

  test("the run has trees of several kinds, so that filters tell them apart", () => {
    for (const filter of ["mixed", "unknown", "overridden", "failed", "disagreement"])
      expect([filter, trees.some(filterOracle[filter]!)]).toEqual([filter, true]);
  });

  test("each item's numbers are those of its tree", async () => {
    for (const item of await studio().api.all(`/api/runs/${runId}/trees`)) {
      const tree = trees.find(({ id }) => id === item.id)!;
      const { nodes, question } = tree;
      const ofRole = (role: string) => nodes.filter((node) => node.role === role);
      expect(item).toMatchObject({
        questionId: question.id,
        question: question.text,
        gold: question.gold,
        index: tree.index,
        status: tree.status,
        leaves: leavesOf(tree).length,
        correctLeaves: leavesOf(tree).filter((leaf) => verdictOf(leaf) === "correct").length,
        unknownLeaves: leavesOf(tree).filter((leaf) => verdictOf(leaf) === "unknown").length,
        nodesDone: nodes.length,
      });
      for (const role of ["generator", "verifier", "refiner"])
        expect(item.values[role]).toEqual(ofRole(role).map(({ value }) => value));
      expect(item.costUsd).toBeCloseTo(
        nodes.reduce((sum, { costUsd }) => sum + costUsd, 0),
        9,
      );
      expect(item.tokens).toBe(
        nodes.reduce((sum, { promptTokens, completionTokens }) => sum + promptTokens + completionTokens, 0),
      );
    }
  });

  test.each(["index", "value", "pairs", "cost"])(
    "sort=%s orders both ways, and pages of any size join",
    async (sort) => {
      const { api } = studio();
      const keyOf = (item: Json): number | null =>
        sort === "index"
          ? item.index
          : sort === "value"
            ? item.value
            : sort === "cost"
              ? item.costUsd
              : Object.values<number>(item.pairs).reduce((a, b) => a + b, 0);
      const items = await api.all(`/api/runs/${runId}/trees`);
      for (const sign of [1, -1]) {
        const wanted = [...items].sort((a, b) => {
          const [x, y] = [keyOf(a), keyOf(b)];
          if (x === null || y === null) return x === y ? a.index - b.index : x === null ? 1 : -1;
          return (x - y) * sign || a.index - b.index;
        });
        const address = `/api/runs/${runId}/trees?sort=${sign < 0 ? "-" : ""}${sort}`;
        for (const limit of [500, 3, 1])
          expect((await api.all(address, limit)).map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
        expect((await api.all(`${address}&filter=mixed`, 2)).map(({ id }) => id)).toEqual(
          wanted
            .filter(({ id }) => filterOracle["mixed"]!(trees.find((tree) => tree.id === id)!))
            .map(({ id }) => id),
        );
      }
    },
  );

  test("q looks in question and gold, text in completions with hits where the words stand", async () => {
    const { api } = studio();
    const { question } = trees[3]!;
    const part = question.text.slice(0, 12).toUpperCase();
    expect(
      (await api.all(`/api/runs/${runId}/trees?q=${encodeURIComponent(part)}`)).map(({ id }) => id),
    ).toEqual(
      trees
        .filter(
          (tree) =>
            tree.question.text.toUpperCase().includes(part) ||
            tree.question.gold.toUpperCase().includes(part),
        )
        .map(({ id }) => id),
    );
    expect((await api.all(`/api/runs/${runId}/trees`)).every((item) => !("hits" in item))).toBe(true);
    const holds = (node: Json) => /\bholds\b/i.test(node.text) && /\bresult\b/i.test(node.text);
    const found = await api.all(`/api/runs/${runId}/trees?text=${encodeURIComponent("RESULT holds")}`, 4);
    expect(found.map(({ id }) => id)).toEqual(
      trees.filter(({ nodes }) => nodes.some(holds)).map(({ id }) => id),
    );
    for (const { id, hits } of found) {
      expect(hits.map(({ nodeId }: Json) => nodeId).sort()).toEqual(
        trees
          .find((tree) => tree.id === id)!
          .nodes.filter(holds)
          .map((node) => node.id)
          .sort(),
      );
      for (const { snippet } of hits) expect(snippet.toLowerCase()).toMatch(/holds|result/);
    }
    for (const odd of ['"', "'", "a OR b", "(", "*", "NEAR/2", "-", "\0", "%"])
      expect((await api.call("GET", `/api/runs/${runId}/trees?text=${encodeURIComponent(odd)}`)).status).toBe(
        200,
      );
    expect(await api.all(`/api/runs/${runId}/trees?text=zzzzzz`)).toEqual([]);
    expect((await api.get(`/api/runs/${runId}/trees/counts?text=zzzzzz`)).all).toBe(0);
  });

  test.each(["filter=some", "sort=-", "sort=name", "sort=-colour", "meta=level", "meta=[1]"])(
    "%s is 422",
    async (query) => {
      expect((await studio().api.call("GET", `/api/runs/${runId}/trees?${query}`)).status).toBe(422);
    },
  );

  test("values are the distinct exact ones, rising, reduced, and say the labels under any threshold", async () => {
    const values = await studio().api.get(`/api/runs/${runId}/values`);
    for (const role of ["generator", "verifier", "refiner"]) {
      const nodes = trees
        .flatMap((tree) => tree.nodes)
        .filter((node) => node.role === role && node.value !== null);
      const counts = new Map<string, number>();
      for (const { valueNumerator, valueDenominator } of nodes)
        counts.set(
          `${valueNumerator}/${valueDenominator}`,
          (counts.get(`${valueNumerator}/${valueDenominator}`) ?? 0) + 1,
        );
      const bins: Json[] = values[role];
      expect(bins.map(({ value }) => value)).toEqual(
        [...new Set(bins.map(({ value }) => value))].sort((a, b) => a - b),
      );
      expect(
        new Map(bins.map(({ numerator, denominator, count }) => [`${numerator}/${denominator}`, count])),
      ).toEqual(counts);
      for (const { value, numerator, denominator } of bins) expect(value).toBe(numerator / denominator);
    }
  });

  test("a tree's nodes are in path order, with spans, exact values and neighbours", async () => {
    for (const [at, tree] of trees.entries()) {
      const shown: Json = tree;
      expect([shown.runId, shown.previousTreeId, shown.nextTreeId]).toEqual([
        runId,
        trees[at - 1]?.id ?? null,
        trees[at + 1]?.id ?? null,
      ]);
      const paths = tree.nodes.map(({ path }) => path);
      const numbers = (path: string) =>
        path
          .split(".")
          .map((part) => part.padStart(3, "0"))
          .join(".");
      expect(paths).toEqual([...paths].sort((a, b) => (numbers(a) < numbers(b) ? -1 : 1)));
      for (const node of tree.nodes) {
        expect([node.depth, node.ordinal]).toEqual([
          node.path.split(".").length,
          Number(node.path.split(".").at(-1)),
        ]);
        expect(tree.nodes.find(({ id }) => id === node.parentId)?.path ?? "").toBe(
          node.path.split(".").slice(0, -1).join("."),
        );
        if (node.answer) expect(node.text.slice(node.answer.start, node.answer.end)).toBe(node.answer.raw);
        if (node.role === "verifier")
          expect([node.answer, node.verdict, ["correct", "incorrect", null].includes(node.claim)]).toEqual([
            null,
            null,
            true,
          ]);
        if (node.value !== null) expect(node.value).toBe(node.valueNumerator / node.valueDenominator);
        const below = tree.nodes.filter(({ parentId }) => parentId === node.id);
        if (below.length > 0 && !node.incomplete)
          expect(node.localLabel).toBe(
            below.filter(({ label }) => label === "positive").length * 2 > below.length
              ? "positive"
              : "negative",
          );
      }
    }
  });

  test("a node's prompt is what was sent for it", async () => {
    const { api } = studio();
    const sent = new Set(server.requests.map(({ body }) => JSON.stringify(body["messages"])));
    for (const { id } of trees[1]!.nodes) {
      const { messages } = await api.get(`/api/nodes/${id}/prompt`);
      expect(sent.has(JSON.stringify(messages))).toBe(true);
    }
    expect((await api.call("GET", "/api/nodes/none/prompt")).status).toBe(404);
  });
});
