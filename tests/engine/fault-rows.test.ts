import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import type { Fault } from "../support/endpoint-server.ts";
import { describeFiles } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

/** A tree of three nodes, one below the other. */
const chain = { questions: 1, branching: 1, seed: 1 } as const;
const wholeChain = 3;
const refusal = (status: number, error: object | string, headers: Record<string, string> = {}): Fault => ({
  status,
  headers,
  body: typeof error === "string" ? error : { error },
});

describeFiles("one fault in the middle of a run", (openStore) => {
  const open = useStudio(openStore);
  /** Grows a chain, whose second request meets the fault. */
  const growThrough = async (fault: Fault, timeoutSeconds = 5) => {
    const studio = await open({ timeoutSeconds });
    const served = await studio.serve({
      faults: (_, index) => (index === 1 ? fault : "ok"),
    });
    const run = await studio.grow(served, chain);
    const ended = await studio.until(run.id, "completed", "failed", "paused");
    const [treeId = ""] = await treeIdsOfRun(studio.store, run.id);
    const tree = await viewTree(studio, treeId);
    const totals = await runTotals(studio.store, run.id);
    return { studio, served, ended, tree, totals };
  };

  test.each<[string, Fault, number, number?]>([
    ["500", refusal(500, { message: "internal" }), 0],
    ["502 with a page", refusal(502, "<html><head><title>Bad</title></head></html>"), 1],
    ["503", refusal(503, ""), 0],
    ["504", refusal(504, ""), 1],
    ["529", refusal(529, { message: "Overloaded" }), 0],
    ["408", refusal(408, ""), 0],
    ["409", refusal(409, ""), 0],
    ["an error page with 200", "html-200", 1],
    ["another server's 502 with 200", "error-200", 1],
    ["something else with 200", "other-200", 1],
    ["a reset before the answer", "reset", 1],
    ["a reset in the body", "reset-body", 1],
    ["no answer at all", "stall", 1, 0.6],
    ["a body that stalls", "stall-body", 1, 0.6],
    ["an answer that takes too long as a whole", "slow-drip", 1, 0.5],
    ["a cut answer", "cut-json", 1],
    ["a stream without an end mark", "event-stream", 1],
    ["a stream that ends in an error", "event-stream-error", 1],
    ["no choices", "zero-choices", 0],
    ["an empty answer", "empty", 0],
    ["null content", "null-content", 0],
    ["reasoning without an answer", "reasoning-only", 0],
    ["a choice that ended by an error", "choice-error", 0],
  ])("%s: asked once more, nothing of it stored as an answer", async (_, fault, mayBeCharged, timeout) => {
    const { served, ended, tree, totals } = await growThrough(fault, timeout);
    expect(ended).toMatchObject({ status: "completed", mayHaveBeenCharged: mayBeCharged });
    expect(served.server.requests).toHaveLength(wholeChain + 1);
    expect(totals).toMatchObject({ requests: wholeChain + 1, retries: 1, failedParts: 0 });
    expect(tree.nodes).toHaveLength(wholeChain);
    for (const { text, finishReason } of tree.nodes) {
      expect(text.trim()).not.toBe("");
      expect(finishReason).toBe("stop");
    }
  });

  test.each<[string, Fault, object, string?]>([
    ["an answer cut by the token limit", "length", { finishReason: "length" }],
    [
      "an answer cut in its reasoning",
      "reasoning-length",
      { finishReason: "length", text: "", reasoning: "Let me think." },
    ],
    ["an answer that a filter blocked", "content-filter", { finishReason: "content_filter", text: "" }],
    ["a refusal", "refusal", { finishReason: "refusal", text: "I cannot help with that." }],
  ])("%s: kept and marked, never asked for again", async (_, fault, node) => {
    const { served, ended, tree, totals } = await growThrough(fault);
    expect(ended.status).toBe("completed");
    expect(served.server.requests).toHaveLength(wholeChain);
    expect(totals).toMatchObject({ retries: 0, failedParts: 0, nodesDone: wholeChain });
    expect(tree.nodes.filter(({ finishReason }) => finishReason !== "stop")).toMatchObject([node]);
  });

  test("an answer without usage is stored with an estimate, marked as one", async () => {
    const { tree } = await growThrough("no-usage");
    const estimated = tree.nodes.filter(({ isEstimated }) => isEstimated);
    expect(estimated).toHaveLength(1);
    expect(estimated[0]?.completionTokens).toBe(Math.ceil((estimated[0]?.text.length ?? 0) / 4));
  });

  test.each<[string, Fault, object]>([
    [
      "too long for the model",
      refusal(400, { message: "too long", code: "context_length_exceeded" }),
      { code: "context_length_exceeded" },
    ],
    ["blocked", refusal(400, { message: "blocked", code: "content_filter" }), { code: "content_filter" }],
    ["refused for another reason", refusal(400, { message: "I will not." }), {}],
    ["too large", refusal(413, ""), {}],
  ])("a prompt that is %s fails alone, with the reason, at the first attempt", async (_, fault, failure) => {
    const { served, ended, tree } = await growThrough(fault);
    expect(ended.status).toBe("failed");
    expect(tree.failed).toMatchObject([
      { path: "1.1", attempts: 1, message: expect.any(String), ...failure },
    ]);
    expect(tree.nodes.map(({ path }) => path)).toEqual(["1"]);
    expect(served.server.requests).toHaveLength(2);
  });
});

describeFiles("a fault that stays", (openStore) => {
  const open = useStudio(openStore);

  test.each<[Fault, number, string]>([
    ["stall", 3, "timeout"],
    ["cut-json", 3, "cut_json"],
    ["null-content", 3, "empty_answer"],
    [refusal(500, { message: "this prompt breaks me" }), 6, "transient"],
  ])("%j: its part fails after %i attempts, its siblings grow", async (fault, attempts, code) => {
    const studio = await open({ timeoutSeconds: fault === "stall" ? 0.6 : 5 });
    let [broken, met] = ["", 0];
    const served = await studio.serve({
      endpoint: { maxConcurrency: 4 },
      faults: ({ body }, index) => {
        const prompt = JSON.stringify(body["messages"]);
        if (index === 4) broken = prompt;
        if (prompt !== broken || met >= attempts) return "ok";
        met += 1;
        return fault;
      },
    });
    const run = await studio.grow(served, { questions: 3, branching: 1 });
    await studio.until(run.id, "completed", "failed");
    const trees = await Promise.all(
      (await treeIdsOfRun(studio.store, run.id)).map((id) => viewTree(studio, id)),
    );
    const failed = trees.flatMap((tree) => tree.failed);
    expect(failed).toMatchObject([{ attempts, code }]);
    expect(trees.filter(({ status }) => status === "completed")).toHaveLength(2);
  });
});

describeFiles("siblings in one request", (openStore) => {
  const open = useStudio(openStore);
  const batch = { questions: 1, branching: 3, seed: 2 } as const;
  const requestsOf = 13;

  test("fewer choices than asked for: those that came are kept, the others asked for one by one", async () => {
    const studio = await open();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1 },
      faults: (_, index) => (index === 4 ? "fewer-choices" : "ok"),
    });
    const run = await studio.grow(served, batch);
    await studio.until(run.id, "completed");
    expect(served.server.requests).toHaveLength(requestsOf + 1);
    expect(served.server.completionsGiven).toBe(39);
    expect(await runTotals(studio.store, run.id)).toMatchObject({ nodesDone: 39, failedParts: 0 });
  });

  test("more choices than asked for: the first are kept, and the bill counts all", async () => {
    const studio = await open();
    const served = await studio.serve({
      faults: (_, index) => (index === 4 ? "more-choices" : "ok"),
    });
    const run = await studio.grow(served, batch);
    await studio.until(run.id, "completed");
    expect(served.server.requests).toHaveLength(requestsOf);
    const { completionTokens, promptTokens } = await runTotals(studio.store, run.id);
    const nodes = (await studio.nodesOf(run.id)).flat();
    expect(nodes).toHaveLength(39);
    expect(served.server.completionsGiven).toBe(40);
    expect(nodes.reduce((sum, node) => sum + (node.completionTokens ?? 0), 0)).toBe(completionTokens);
    expect(nodes.reduce((sum, node) => sum + (node.promptTokens ?? 0), 0)).toBe(promptTokens);
  });
});

describeFiles("a request field that the endpoint refuses", (openStore) => {
  const open = useStudio(openStore);
  const role = (endpointId: string) => ({
    generator: { endpointId, model: "test-model", temperature: 0.7, stop: ["END"] },
  });

  test.each(["temperature", "top_p", "seed", "stop"])(
    "%s is left out from then on, and the run says so once",
    async (field) => {
      const studio = await open();
      const served = await studio.serve({ refuses: [field], endpoint: { maxConcurrency: 2 } });
      const run = await studio.grow(served, { ...chain, questions: 3, roles: role(served.endpoint.id) });
      expect(await studio.until(run.id, "completed", "paused", "failed")).toMatchObject({
        status: "completed",
      });
      const refused = served.server.requests.filter(({ body }) => field in body);
      expect(refused.length).toBeLessThanOrEqual(2);
      const { notices } = await getRun(studio.store, run.id);
      expect(notices).toMatchObject([{ code: `left_out_${field}`, level: "warning" }]);
      const nodes = (await studio.nodesOf(run.id)).flat();
      expect(nodes).toHaveLength(3 * wholeChain);
      // A seed that was not sent is not recorded as one.
      expect(nodes.every(({ seed }) => (seed === null) === (field === "seed"))).toBe(true);
    },
  );

  test("max_tokens becomes max_completion_tokens, and the run says so", async () => {
    const studio = await open();
    const served = await studio.serve({ refusesMaxTokens: true, endpoint: { maxConcurrency: 1 } });
    const run = await studio.grow(served, chain);
    await studio.until(run.id, "completed");
    expect(served.server.requests).toHaveLength(wholeChain + 1);
    expect((await getRun(studio.store, run.id)).notices).toMatchObject([
      { code: "max_completion_tokens", level: "info" },
    ]);
  });

  test.each([
    ["that a person chose", "'top_k' is not supported", "top_k"],
    ["whose value is out of range", "'temperature' must be at most 1", "temperature"],
  ])("one %s pauses the run with its name", async (_, message, param) => {
    const studio = await open();
    const served = await studio.serve({ faults: () => refusal(400, { message, param }) });
    const run = await studio.grow(served, { ...chain, questions: 3 });
    const paused = await studio.until(run.id, "paused", "completed", "failed");
    expect(paused).toMatchObject({
      status: "paused",
      waitingFor: "endpoint",
      waitingReason: expect.stringContaining(`"${param}"`),
    });
    expect((await runTotals(studio.store, run.id)).failedParts).toBe(0);
  });
});

describeFiles("what a run is told of its answers", (openStore) => {
  const open = useStudio(openStore);
  test("more than 5 % of a role cut by the token limit is said once", async () => {
    const studio = await open();
    const served = await studio.serve({
      faults: ({ body }) => (JSON.stringify(body["messages"]).length % 7 === 0 ? "length" : "ok"),
    });
    const run = await studio.grow(served, { ...chain, questions: 24 });
    await studio.until(run.id, "completed");
    const { notices } = await getRun(studio.store, run.id);
    expect(notices.length).toBeGreaterThan(0);
    expect(new Set(notices.map(({ code }) => code)).size).toBe(notices.length);
    for (const { code, message } of notices) {
      expect(code).toMatch(/^truncated_/);
      expect(message).toContain("max_tokens (1024)");
    }
  });

  test("an answer without a final answer stays, unknown and counted", async () => {
    const studio = await open();
    const served = await studio.serve({ answer: () => "I am not sure at all." });
    const run = await studio.grow(served, chain);
    await studio.until(run.id, "completed");
    expect(await runTotals(studio.store, run.id)).toMatchObject({ unknownLeaves: 1, failedParts: 0 });
  });
});
