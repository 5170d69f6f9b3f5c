import { expect, test } from "vitest";
import { createLog } from "../../lib/engine/create-log.ts";
import type { Fault } from "../support/endpoint-server.ts";
import { describeStores } from "../support/stores.ts";
import { questionText } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

type Line = {
  readonly msg: string;
  readonly runId?: string;
  readonly treeId?: string;
  readonly requestId?: string;
  readonly attemptId?: string;
  readonly paths?: readonly string[];
  readonly attempt?: number;
  readonly status?: number | null;
  readonly kind?: string;
  readonly ms?: number;
};

const key = "sk-secret-0123456789";
const refusal: Fault = {
  status: 500,
  headers: { "x-request-id": "refused-1" },
  body: { error: { message: `${key} may not ask "${questionText(0)}"` } },
};

describeStores("the log of a run", (openStore) => {
  const open = useStudio(openStore);

  test("leads from each node to the one request that brought it, and names each failed attempt; never a text or a key", async () => {
    const written: string[] = [];
    const pino = createLog("info", { write: (line) => void written.push(line) });
    const keys = new Map<string, string>();
    const studio = await open({
      keys,
      log: {
        info: (fields, message) => pino.info(fields, message),
        warn: (fields, message) => pino.warn(fields, message),
      },
    });
    const served = await studio.serve({
      requireKey: key,
      faults: (_, index) => (index === 1 ? refusal : index === 2 ? "reset" : "ok"),
    });
    keys.set(served.endpoint.id, key);
    const { id: runId } = await studio.grow(served, { questions: 2, branching: 2, siblings: "off" });
    await studio.until(runId, "completed");

    const lines = written.map((line) => JSON.parse(line) as Line);
    const answered = lines.filter(({ msg }) => msg === "a request was answered");
    for (const node of (await studio.nodesOf(runId)).flat()) {
      const own = answered.filter(({ requestId }) => requestId === node.requestId);
      expect(own).toMatchObject([{ runId, treeId: node.treeId, paths: [node.path], status: 200 }]);
    }
    expect(answered).toHaveLength(28);
    expect(answered.every(({ ms }) => typeof ms === "number" && ms >= 0)).toBe(true);
    // What we sent is what the endpoint can find too.
    const sent = served.server.requests.map(({ headers }) => headers["x-request-id"]);
    expect(new Set(sent)).toEqual(new Set(lines.flatMap(({ attemptId }) => attemptId ?? [])));

    const failed = lines.filter(({ msg }) => msg === "a request failed");
    expect(failed).toMatchObject([
      { runId, kind: "transient", status: 500, requestId: "refused-1", attempt: 1 },
      { runId, kind: "transient", status: null, attempt: 1 },
    ]);
    expect(failed[1]?.requestId).toBe(failed[1]?.attemptId);
    for (const { paths = [], treeId } of failed) {
      const again = answered.find((line) => line.treeId === treeId && line.paths?.join() === paths.join());
      expect(again).toMatchObject({ attempt: 2 });
    }

    const log = written.join("");
    expect(log).not.toContain(key);
    expect(log).not.toContain("how many eggs");
    expect(log).not.toContain("may not ask");
    for (const node of (await studio.nodesOf(runId)).flat())
      expect(log).not.toContain(node.path === "1" ? "Question 0" : "####");
  });

  test("counts requests by how they ended, completions, tokens and dollars by endpoint and role", async () => {
    const studio = await open();
    const served = await studio.serve({
      faults: (_, index) => (index === 1 ? refusal : index === 2 ? "reset" : "ok"),
      endpoint: { prices: { "test-model": { promptPerMillion: 1, completionPerMillion: 2 } } },
    });
    const { id: runId } = await studio.grow(served, { branching: 2, siblings: "off" });
    await studio.until(runId, "completed");
    const sums = studio.grower.tally.endpoints.get(served.endpoint.id);
    expect(Object.fromEntries(sums?.requests ?? [])).toEqual({ answered: 14, transient: 2 });
    expect(sums?.mayHaveBeenCharged).toBe(1);
    const nodes = (await studio.nodesOf(runId)).flat();
    for (const [role, own] of sums?.roles ?? []) {
      const mine = nodes.filter((node) => node.role === role);
      const sum = (of: (node: (typeof mine)[number]) => number | null) =>
        mine.reduce((total, node) => total + (of(node) ?? 0), 0);
      expect(own).toMatchObject({
        completions: mine.length,
        promptTokens: sum((node) => node.promptTokens),
        completionTokens: sum((node) => node.completionTokens),
      });
      expect(own.costUsd).toBeCloseTo(
        sum((node) => node.costUsd),
        12,
      );
    }
    expect([...(sums?.roles.keys() ?? [])].sort()).toEqual(["generator", "refiner", "verifier"]);
    expect(studio.grower.tally.stores.count).toBe(14);
  });
});
