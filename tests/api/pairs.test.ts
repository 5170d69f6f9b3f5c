import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import type { EndpointServer } from "../support/endpoint-server.ts";
import { describeStudios } from "../support/server.ts";
import { pairOracle, reaches, type ShownTree, shownTrees } from "./oracle.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const keyOf = (pair: Json): string => `${pair.chosenNodeId} ${pair.rejectedNodeId}`;

describeStudios("pairs over HTTP", (studio) => {
  let server: EndpointServer;
  let runId: string;
  let trees: ShownTree[];
  const listed = async (query = "", limit = 500) =>
    await studio().api.all(`/api/runs/${runId}/pairs?${query}`, limit);
  const totalOf = async (query = "") =>
    (await studio().api.get(`/api/runs/${runId}/pairs?limit=1&${query}`)).total;

  beforeAll(async () => {
    const { api } = studio();
    const added = await addServer(api);
    server = added.server;
    const dataset = await addRows(api, 5);
    const { body } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, added.endpointId, { branching: 3 }),
    );
    runId = body.id;
    await api.ended(runId);
    trees = await shownTrees(api, runId);
  });
  afterAll(async () => await server.close());

  test.each(["", "role=generator", "role=verifier", "role=refiner", "role=nobody"])(
    "?%s lists the sibling pairs of the trees, in a fixed order, page by page",
    async (query) => {
      const wanted = pairOracle(trees, "0.5").filter(({ role }) => query === "" || query === `role=${role}`);
      const pairs = await listed(query);
      expect(pairs.map(keyOf).sort()).toEqual(wanted.map(({ key }) => key).sort());
      expect(await totalOf(query)).toBe(wanted.length);
      for (const limit of [7, 100]) expect(await listed(query, limit)).toEqual(pairs);
      for (const pair of pairs) {
        const { tree, chosen, rejected, margin } = wanted.find(({ key }) => key === keyOf(pair))!;
        expect(pair).toMatchObject({
          role: chosen.role,
          treeId: tree.id,
          questionId: tree.question.id,
          chosenValue: chosen.value,
          rejectedValue: rejected.value,
          decision: null,
        });
        expect(pair.margin).toBe(Number(margin.n) / Number(margin.d));
      }
      const places = pairs.map(({ treeId }) => trees.findIndex(({ id }) => id === treeId));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    },
  );

  test.each([
    "0",
    "0.0",
    "0.333333",
    "0.3333333333333333",
    "0.33333333333333331",
    "0.333334",
    "0.34",
    "0.5",
    "0.6666666666666666",
    "0.6666666666666667",
    "0.666667",
    "0.2222222222222222",
    "1",
    "1e-7",
    "1.0",
    "0.11111111111111111111111",
  ])("minMargin=%s is inclusive and exact", async (minMargin) => {
    const decimal = minMargin === "1e-7" ? "0.0000001" : String(Number(minMargin));
    const wanted = pairOracle(trees, "0.5").filter((pair) => reaches(pair, decimal));
    expect((await listed(`minMargin=${minMargin}`)).map(keyOf).sort()).toEqual(
      wanted.map(({ key }) => key).sort(),
    );
    expect(await totalOf(`minMargin=${minMargin}`)).toBe(wanted.length);
    const counts = await studio().api.get(`/api/runs/${runId}/pairs/counts?minMargin=${minMargin}`);
    expect([counts.all, counts.undecided]).toEqual([wanted.length, wanted.length]);
  });

  test("margins of a third and of two thirds occur, so that the bounds above mean something", () => {
    const margins = new Set(
      pairOracle(trees, "0.5").map(({ margin }) => Number(margin.n) / Number(margin.d)),
    );
    expect([1 / 3, 2 / 3, 1].every((margin) => margins.has(margin))).toBe(true);
  });

  test.each([
    "0",
    "0.111111",
    "0.111112",
    "0.333333",
    "0.333334",
    "0.6",
    "0.666666",
    "0.666667",
    "0.999999",
    "1",
  ])("threshold=%s gives the pairs under it, the run's own untouched", async (threshold) => {
    const wanted = pairOracle(trees, threshold);
    expect((await listed(`threshold=${threshold}`)).map(keyOf).sort()).toEqual(
      wanted.map(({ key }) => key).sort(),
    );
    expect(await totalOf(`threshold=${threshold}`)).toBe(wanted.length);
    expect(await totalOf(`threshold=${threshold}&minMargin=0.5&role=refiner`)).toBe(
      wanted.filter((pair) => pair.role === "refiner" && reaches(pair, "0.5")).length,
    );
    expect(await totalOf()).toBe(pairOracle(trees, "0.5").length);
  });

  test("questionId, treeId and q narrow", async () => {
    const all = pairOracle(trees, "0.5");
    for (const tree of trees) {
      const own = all
        .filter((pair) => pair.tree.id === tree.id)
        .map(({ key }) => key)
        .sort();
      expect((await listed(`questionId=${tree.question.id}`)).map(keyOf).sort()).toEqual(own);
      expect((await listed(`treeId=${tree.id}`)).map(keyOf).sort()).toEqual(own);
      const words = tree.question.text.slice(0, 14).toLowerCase();
      const named = all.filter(
        (pair) =>
          pair.tree.question.text.toLowerCase().includes(words) ||
          pair.tree.question.gold.toLowerCase().includes(words),
      );
      expect(await totalOf(`q=${encodeURIComponent(words)}`)).toBe(named.length);
      expect((await listed(`q=${encodeURIComponent(words)}`)).length).toBe(named.length);
    }
    expect(await totalOf("questionId=none")).toBe(0);
    expect(await totalOf("q=%00")).toBe(0);
  });

  test("sort by margin orders both ways, and pages of any size join", async () => {
    for (const [sort, sign] of [
      ["margin", 1],
      ["-margin", -1],
    ] as const) {
      const pairs = await listed(`sort=${sort}`);
      expect(pairs.map(({ margin }) => margin)).toEqual(
        pairs.map(({ margin }) => margin).sort((a, b) => (a - b) * sign),
      );
      expect(new Set(pairs.map(keyOf)).size).toBe(pairOracle(trees, "0.5").length);
      for (const limit of [1, 9])
        expect(await listed(`sort=${sort}&role=verifier`, limit)).toEqual(
          pairs.filter(({ role }) => role === "verifier"),
        );
    }
  });

  test.each([
    "threshold=",
    "threshold=1.1",
    "threshold=-0.1",
    "threshold=x",
    "threshold=0.1234567",
    "threshold=1e-7",
    "minMargin=",
    "minMargin=x",
    "minMargin=-1",
    "minMargin=2",
    "minMargin=NaN",
    "minMargin=0x1",
    "state=done",
    "sort=-index",
  ])("?%s is 422 and the field is named", async (query) => {
    const { status, body } = await studio().api.call("GET", `/api/runs/${runId}/pairs?${query}`);
    expect([status, body.errors[0].path]).toEqual([422, query.split("=")[0]]);
  });
});
