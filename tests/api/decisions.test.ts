import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import type { EndpointServer } from "../support/endpoint-server.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const stateOf: Readonly<Record<string, string>> = {
  accept: "accepted",
  reject: "rejected",
  swap: "swapped",
  tie: "tied",
  flag: "flagged",
};

describeStudios("decisions over HTTP", (studio) => {
  let server: EndpointServer;
  let runId: string;
  let pairs: Json[];
  const decide = (decisions: unknown) =>
    studio().api.call("POST", `/api/runs/${runId}/decisions`, { decisions });
  const history = () => studio().api.all(`/api/runs/${runId}/decisions`);
  const idsOf = ({ chosenNodeId, rejectedNodeId }: Json) => ({ chosenNodeId, rejectedNodeId });
  const inState = async (state: string) =>
    (await studio().api.all(`/api/runs/${runId}/pairs?state=${state}`)).map(idsOf);

  beforeAll(async () => {
    const { api } = studio();
    const added = await addServer(api);
    server = added.server;
    const dataset = await addRows(api, 4);
    const { body } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, added.endpointId, { branching: 3 }),
    );
    runId = body.id;
    await api.ended(runId);
    pairs = await api.all(`/api/runs/${runId}/pairs`);
    if (pairs.length <= 20) throw new Error(`only ${pairs.length} pairs to decide on`);
  });
  afterAll(async () => await server.close());

  test("each verdict puts its pair into a state of its own, with author, reason and time; the last word counts", async () => {
    const { api } = studio();
    const verdicts = Object.keys(stateOf);
    const { status, body } = await decide(
      verdicts.map((verdict, index) => ({
        ...idsOf(pairs[index]),
        verdict,
        reason: `for ${verdict}`,
        author: "Ada",
      })),
    );
    expect([status, body]).toEqual([200, { saved: 5 }]);
    for (const [index, verdict] of verdicts.entries()) {
      const [only, ...rest] = await api.all(`/api/runs/${runId}/pairs?state=${stateOf[verdict]}`);
      expect([idsOf(only), rest]).toEqual([idsOf(pairs[index]), []]);
      expect(only.decision).toMatchObject({ verdict, author: "Ada", reason: `for ${verdict}` });
      expect(Math.abs(Date.parse(only.decision.at) - Date.now())).toBeLessThan(60_000);
    }
    const counts = await api.get(`/api/runs/${runId}/pairs/counts`);
    expect(counts).toEqual({
      all: pairs.length,
      undecided: pairs.length - 5,
      accepted: 1,
      rejected: 1,
      swapped: 1,
      tied: 1,
      flagged: 1,
      conflicts: 0,
    });
    expect((await inState("undecided")).length).toBe(pairs.length - 5);
    // One pair twice in one call: the later one stands, both are remembered.
    expect(
      (
        await decide([
          { ...idsOf(pairs[0]), verdict: "reject" },
          { ...idsOf(pairs[0]), verdict: "flag", author: "Bo" },
        ])
      ).body.saved,
    ).toBe(2);
    expect(
      (await api.all(`/api/runs/${runId}/pairs?state=flagged`)).find(
        (pair) =>
          pair.chosenNodeId === pairs[0].chosenNodeId && pair.rejectedNodeId === pairs[0].rejectedNodeId,
      ).decision,
    ).toMatchObject({ verdict: "flag", author: "Bo", reason: null });
    await decide(pairs.slice(0, 5).map((pair) => ({ ...idsOf(pair), verdict: "clear" })));
    expect(await inState("undecided")).toEqual(pairs.map(idsOf));
  });

  test("the history grows in the order of the decisions, clear ones too, and pages join", async () => {
    const before = await history();
    const verdicts = ["accept", "clear", "swap"];
    for (const verdict of verdicts)
      await decide([
        {
          ...idsOf(pairs[7]),
          verdict,
          author: "Chen",
          blind: true,
          leftNodeId: pairs[7].chosenNodeId,
          bulk: false,
        },
      ]);
    const after = await history();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(after.at(-1)).toMatchObject({
      ...idsOf(pairs[7]),
      author: "Chen",
      blind: true,
      leftNodeId: pairs[7].chosenNodeId,
      bulk: false,
      reason: null,
    });
    expect(await studio().api.all(`/api/runs/${runId}/decisions`, 2)).toEqual(after);
    await decide([{ ...idsOf(pairs[7]), verdict: "clear" }]);
  });

  test("agreement counts first blind words of the random sample by the side that was shown, no others", async () => {
    const { api } = studio();
    const some = pairs.slice(0, 12);
    const leftOf = (pair: Json, at: number) => (at % 2 === 0 ? pair.chosenNodeId : pair.rejectedNodeId);
    const say = (author: string, change: (at: number) => Json) =>
      decide(
        some.map((pair, at) => ({
          ...idsOf(pair),
          author,
          blind: true,
          leftNodeId: leftOf(pair, at),
          sample: { seed: 7, ordinal: at + 1, role: null, minMargin: null },
          ...change(at),
        })),
      );
    await say("Grace", () => ({ verdict: "accept" }));
    await say("Grace", () => ({ verdict: "swap" }));
    await say("Hugo", (at) => ({ verdict: at % 2 === 0 ? "accept" : "swap" }));
    await say("Ida", () => ({ verdict: "accept", blind: false }));
    await say("Jan", () => ({ verdict: "accept", bulk: true }));
    await say("Kim", () => ({ verdict: "accept", sample: undefined }));
    const { annotators, credit } = await api.get(`/api/runs/${runId}/agreement`);
    const overall = (rows: Json[], ...between: (string | null)[]) =>
      rows.find((row) => row.role === null && JSON.stringify(row.between) === JSON.stringify(between));
    // Grace took the higher value wherever it stood; Hugo always took the left.
    expect(overall(credit, "Grace", null)).toMatchObject({ n: 12, agreement: 1, kappa: 1 });
    expect(overall(credit, "Hugo", null)).toMatchObject({
      n: 12,
      agreement: 0.5,
      kappa: 0,
      prevalence: { left: 0.75, right: 0.25, tie: 0 },
    });
    expect(overall(annotators, "Grace", "Hugo")).toMatchObject({ n: 12, agreement: 0.5, kappa: 0 });
    const names = new Set(credit.map(({ between }: Json) => between[0]));
    expect([...names].toSorted()).toEqual(["Grace", "Hugo"]);
    await decide(some.map((pair) => ({ ...idsOf(pair), verdict: "clear" })));
  });

  test("annotators who differ make a conflict that a settling word ends; exports say what is open", async () => {
    const { api } = studio();
    const [first, second] = pairs;
    const say = (pair: Json, author: string, verdict: string, more: Json = {}) =>
      decide([{ ...idsOf(pair), author, verdict, ...more }]);
    await say(first, "Ada", "accept", {
      ms: 4200,
      sample: { seed: 7, ordinal: 3, role: null, minMargin: null },
    });
    await say(first, "Bo", "tie", { reason: "both wrong" });
    await say(second, "Ada", "accept");
    await say(second, "Bo", "accept");
    const [open, ...rest] = await api.all(`/api/runs/${runId}/pairs?state=conflicts`);
    expect([idsOf(open), rest]).toEqual([idsOf(first), []]);
    expect(open.words.map(({ author, verdict, reason }: Json) => [author, verdict, reason])).toEqual([
      ["Ada", "accept", null],
      ["Bo", "tie", "both wrong"],
    ]);
    expect((await history()).at(-4)).toMatchObject({
      ms: 4200,
      sample: { seed: 7, ordinal: 3 },
      settles: null,
    });
    const problems = async () => {
      const recipe = { runIds: [runId], format: "trl", kinds: ["dpo"] };
      const { body } = await api.call("POST", "/api/exports/preview", recipe);
      return body.problems
        .map(({ message }: Json) => message)
        .filter((said: string) => /differ on/.test(said));
    };
    expect(await problems()).toEqual([expect.stringContaining("1 pair")]);
    await say(first, "Cy", "swap", { settles: true });
    expect(await inState("conflicts")).toEqual([]);
    expect(await inState("swapped")).toEqual([idsOf(first)]);
    expect(await problems()).toEqual([]);
    const [settled] = await api.all(`/api/runs/${runId}/pairs?state=swapped`);
    expect(settled.words.map(({ author, settles }: Json) => [author, settles])).toEqual([
      ["Ada", false],
      ["Bo", false],
      ["Cy", true],
    ]);
    const bulk = { filter: {}, verdict: "reject", author: "Dee", expected: pairs.length };
    const { body: step } = await api.call("POST", `/api/runs/${runId}/decisions/bulk`, bulk);
    expect((await inState("conflicts")).length).toBe(2);
    await api.call("POST", `/api/runs/${runId}/decisions/bulk/undo`, { step: step.step });
    expect([await inState("conflicts"), await inState("swapped")]).toEqual([[], [idsOf(first)]]);
    await say(first, "Cy", "clear");
    expect(await inState("conflicts")).toEqual([idsOf(first)]);
    await decide([first, second].map((pair) => ({ ...idsOf(pair), verdict: "clear" })));
  });

  test("a bulk verdict reaches what the filter matches, no more; its undo spares later words and can be undone", async () => {
    const { api } = studio();
    const bulk = (body: Json) => api.call("POST", `/api/runs/${runId}/decisions/bulk`, body);
    const undo = (step: string) => api.call("POST", `/api/runs/${runId}/decisions/bulk/undo`, { step });
    const verdictOf = ({ decision }: Json) => decision?.verdict ?? null;
    const verdicts = async () => (await api.all(`/api/runs/${runId}/pairs`)).map(verdictOf);
    const isRefiner = ({ role }: Json) => role === "refiner";
    await decide([{ ...idsOf(pairs.findLast(isRefiner)), verdict: "swap", author: "Ada", reason: "seen" }]);
    const before = await verdicts();
    const matching = pairs.filter((pair, at) => isRefiner(pair) && pair.margin >= 0.5 && before[at] === null);
    const body = {
      filter: { role: "refiner", minMargin: 0.5, state: "undecided" },
      verdict: "accept",
      author: "Bo",
    };
    expect((await bulk({ ...body, expected: matching.length + 1 })).status).toBe(409);
    expect(await verdicts()).toEqual(before);
    const { body: saved } = await bulk({ ...body, expected: matching.length });
    expect(saved).toMatchObject({ saved: matching.length });
    const named = new Set(matching.map((pair) => JSON.stringify(idsOf(pair))));
    const after = pairs.map((pair, at) => (named.has(JSON.stringify(idsOf(pair))) ? "accept" : before[at]));
    expect(await verdicts()).toEqual(after);
    expect((await history()).filter((row) => row.bulk === true && row.at === saved.step).length).toBe(
      matching.length,
    );

    const all = await bulk({ filter: {}, verdict: "tie", expected: pairs.length });
    expect(new Set(await verdicts())).toEqual(new Set(["tie"]));
    await decide([{ ...idsOf(pairs[0]), verdict: "flag" }]);
    const undone = await undo(all.body.step);
    expect(undone.body).toMatchObject({ restored: pairs.length - 1, kept: 1 });
    expect(await verdicts()).toEqual(["flag", ...after.slice(1)]);
    const swapped = (await api.all(`/api/runs/${runId}/pairs?state=swapped`)).map(({ decision }) => decision);
    expect(swapped).toEqual([expect.objectContaining({ author: "Ada", reason: "seen" })]);
    expect((await undo(undone.body.step)).body).toMatchObject({ restored: pairs.length - 1, kept: 0 });
    expect(await verdicts()).toEqual(["flag", ...pairs.slice(1).map(() => "tie")]);
    expect((await undo("2020-01-01T00:00:00.000Z")).status).toBe(404);
    expect((await undo("yesterday")).status).toBe(422);
    await decide(pairs.map((pair) => ({ ...idsOf(pair), verdict: "clear" })));
  });

  test("all or nothing: one that is no pair is 422, named, and nothing is saved", async () => {
    const { api } = studio();
    const before = await history();
    const [good, other] = [idsOf(pairs[1]), idsOf(pairs[2])];
    for (const bad of [
      { chosenNodeId: "x", rejectedNodeId: "y" },
      { chosenNodeId: good.rejectedNodeId, rejectedNodeId: good.chosenNodeId },
      { chosenNodeId: good.chosenNodeId, rejectedNodeId: good.chosenNodeId },
      { chosenNodeId: good.chosenNodeId, rejectedNodeId: pairs.at(-1).rejectedNodeId },
    ]) {
      const { status, body } = await decide([
        { ...good, verdict: "accept" },
        { ...bad, verdict: "accept" },
        { ...other, verdict: "reject" },
      ]);
      expect([status, body.errors.map(({ path }: Json) => path)]).toEqual([422, ["decisions.1"]]);
    }
    for (const body of [
      [],
      [{ ...good }],
      [{ ...good, verdict: "like" }],
      [{ ...good, verdict: "accept", reason: 7 }],
      "all",
      [{ ...good, chosenNodeId: "\0", verdict: "accept" }],
    ])
      expect((await decide(body)).status).toBe(422);
    expect(await history()).toEqual(before);
    expect(
      (await api.call("POST", "/api/runs/none/decisions", { decisions: [{ ...good, verdict: "accept" }] }))
        .status,
    ).toBe(404);
  });

  test("a pair of another run is none of this one", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, "simulator", { start: false }),
    );
    expect(
      (
        await api.call("POST", `/api/runs/${run.id}/decisions`, {
          decisions: [{ ...idsOf(pairs[0]), verdict: "accept" }],
        })
      ).status,
    ).toBe(422);
    await api.call("DELETE", `/api/runs/${run.id}`);
  });

  test("a decision survives a threshold under which its pair is none, can be changed meanwhile, and comes back", async () => {
    const { api } = studio();
    const under = await api.all(`/api/runs/${runId}/pairs?threshold=0.999999`);
    const gone = pairs.find(
      (pair) =>
        !under.some(
          (other) => other.chosenNodeId === pair.chosenNodeId && other.rejectedNodeId === pair.rejectedNodeId,
        ),
    );
    const undecided = pairs.find(
      (pair) =>
        pair !== gone &&
        !under.some(
          (other) => other.chosenNodeId === pair.chosenNodeId && other.rejectedNodeId === pair.rejectedNodeId,
        ),
    );
    await decide([{ ...idsOf(gone), verdict: "accept", author: "Dara" }]);
    const vanished = () => api.get(`/api/runs/${runId}/pairs/vanished`);
    expect(await vanished()).toMatchObject({ items: [], total: 0 });
    await api.call("PATCH", `/api/runs/${runId}`, { threshold: 0.999999 });
    const named = { ...idsOf(gone), treeId: gone.treeId, chosenPath: gone.chosenPath };
    expect(await vanished()).toMatchObject({
      items: [{ ...named, decision: { verdict: "accept", author: "Dara" } }],
      total: 1,
    });
    expect(await inState("accepted")).toEqual([]);
    expect((await decide([{ ...idsOf(undecided), verdict: "accept" }])).status).toBe(422);
    expect((await decide([{ ...idsOf(gone), verdict: "tie", author: "Eli" }])).body).toEqual({ saved: 1 });
    await api.call("PATCH", `/api/runs/${runId}`, { threshold: 0.5 });
    expect(await inState("tied")).toEqual([idsOf(gone)]);
    await decide([{ ...idsOf(gone), verdict: "clear" }]);
    expect(await inState("all")).toEqual(pairs.map(idsOf));
  });

  test("one bulk verdict, and its undo, sent twice at once, is carried out once", async () => {
    const { api } = studio();
    const before = (await history()).length;
    const send = async (action: string, body: Json) =>
      await Promise.all(
        [1, 2].map(() => api.call("POST", `/api/runs/${runId}/decisions/bulk${action}`, body)),
      );
    const body = { filter: { state: "undecided" }, verdict: "tie", expected: pairs.length };
    const saved = await send("", body);
    expect(saved.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const step: unknown = saved.find(({ status }) => status === 200)?.body.step;
    const undone = await send("/undo", { step });
    expect(undone.map(({ body: { restored } }) => restored).toSorted()).toEqual([0, pairs.length]);
    expect((await history()).length).toBe(before + 2 * pairs.length);
    expect(await inState("undecided")).toHaveLength(pairs.length);
  });

  test("many at once on many pairs: every decision is in the history, once", async () => {
    const before = (await history()).length;
    const answers = await Promise.all(
      pairs
        .slice(0, 12)
        .map((pair, index) => decide([{ ...idsOf(pair), verdict: "accept", author: `author ${index}` }])),
    );
    expect(answers.every(({ body }) => body.saved === 1)).toBe(true);
    expect((await history()).length).toBe(before + 12);
    expect((await inState("accepted")).length).toBe(12);
  });
});
