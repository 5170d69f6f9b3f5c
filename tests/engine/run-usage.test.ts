import fc from "fast-check";
import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import { viewUsage } from "../../lib/engine/run-usage.ts";
import type { Fault } from "../support/endpoint-server.ts";
import { describeStores } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

const prices = {
  "test-model": { promptPerMillion: 1, cachedPromptPerMillion: 0.25, completionPerMillion: 4 },
};
/** All that a request can come back as, most of it paid. */
const faults: readonly Fault[] = [
  "fewer-choices",
  "more-choices",
  "shuffled",
  "one-empty",
  "empty",
  "zero-choices",
  "length",
  "no-usage",
  "cut-json",
  "reset",
  { status: 500 },
];

describeStores("what a run has used", (openStore) => {
  const open = useStudio(openStore);

  test("is the bill: nodes and unkept answers add up to it by role, token by token, whatever the endpoint does", async () => {
    const studio = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.option(fc.constantFrom(...faults), { freq: 3, nil: "ok" as const })),
        fc.constantFrom("auto", "off" as const),
        fc.integer({ min: 1, max: 12 }),
        async (outcomes, siblings, maxConcurrency) => {
          let isAllTold = true;
          const served = await studio.serve({
            cachedTokens: 37,
            endpoint: { maxConcurrency, prices },
            faults: () => {
              const fault = outcomes.next().value ?? "ok";
              isAllTold &&= fault !== "no-usage";
              return fault;
            },
          });
          const run = await studio.grow(served, { questions: 2, branching: 2, siblings });
          await studio.until(run.id, "completed", "failed");
          const totals = await runTotals(studio.store, run.id);
          const usage = await viewUsage(studio.store, run.id);
          const { billed, requests } = served.server;
          if (isAllTold) expect(totals).toMatchObject(billed);
          expect(usage.requests).toBe(requests.length);
          const roles = Object.entries(usage.byRole);
          const sum = (of: (role: (typeof roles)[number][1]) => number) =>
            roles.reduce((all, [, role]) => all + of(role), 0);
          expect(sum((role) => role.requests)).toBe(usage.requests);
          expect(sum((role) => role.promptTokens)).toBe(usage.promptTokens);
          expect(sum((role) => role.completionTokens)).toBe(usage.completionTokens);
          expect(sum((role) => role.costUsd)).toBeCloseTo(usage.costUsd, 12);
          const nodes = (await studio.nodesOf(run.id)).flat();
          for (const [name, role] of roles) {
            const own = nodes.filter((node) => node.role === name);
            const tokens = own.reduce(
              (all, node) => all + (node.promptTokens ?? 0) + (node.completionTokens ?? 0),
              0,
            );
            expect(tokens + role.unkeptTokens).toBe(role.promptTokens + role.completionTokens);
            const usd = own.reduce((all, node) => all + (node.costUsd ?? 0), 0);
            expect(usd + role.unkeptUsd).toBeCloseTo(role.costUsd, 12);
            expect(role.nodes).toBe(own.length);
          }
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  });

  test("stays within a cap at any concurrency, with siblings together, retries and answers that break off", async () => {
    const studio = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("requests", "tokens", "usd" as const),
        fc.double({ min: 0.2, max: 0.9, noNaN: true }),
        fc.infiniteStream(fc.option(fc.constantFrom(...faults), { freq: 3, nil: "ok" as const })),
        fc.integer({ min: 1, max: 12 }),
        async (unit, share, outcomes, maxConcurrency) => {
          const served = await studio.serve({
            endpoint: { maxConcurrency, prices },
            faults: () => outcomes.next().value ?? "ok",
          });
          const whole = { requests: 14, tokens: 12_000, usd: 0.03 }[unit];
          const cap = unit === "usd" ? whole * share : Math.ceil(whole * share);
          const roles = {
            generator: { endpointId: served.endpoint.id, model: "test-model", maxTokens: 300 },
          };
          const run = await studio.grow(served, {
            questions: 2,
            branching: 2,
            roles,
            budget: { [unit]: cap },
          });
          await studio.until(run.id, "paused", "completed", "failed");
          await studio.grower.settled(run.id);
          const row = await getRun(studio.store, run.id);
          const usage = await viewUsage(studio.store, run.id);
          const spent = {
            requests: served.server.requests.length,
            tokens: usage.promptTokens + usage.completionTokens + row.mayHaveBeenChargedTokens,
            usd: usage.costUsd + row.mayHaveBeenChargedUsd,
          }[unit];
          expect(spent).toBeLessThanOrEqual(cap * (1 + 1e-9));
          if (row.status === "paused") expect(row.waitingFor).toBe("budget");
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });

  test("takes 13 requests a tree for three siblings each, and counts those that come back identical", async () => {
    const studio = await open();
    const served = await studio.serve({
      answer: (_, choice) => (choice === 2 ? "The  answer is 1." : "The answer is 1."),
    });
    const run = await studio.grow(served, { questions: 2, branching: 3 });
    await studio.until(run.id, "completed");
    expect(served.server.requests).toHaveLength(2 * 13);
    const { roles } = await runTotals(studio.store, run.id);
    const identical = Object.fromEntries(Object.entries(roles).map(([role, sums]) => [role, sums.identical]));
    expect(identical).toEqual({ generator: 4, verifier: 12, refiner: 36 });
  });

  test("counts siblings that were asked one by one and say the same", async () => {
    const studio = await open();
    const served = await studio.serve({
      answer: (_, __, ordinal) => (ordinal === 2 ? "Another." : "The same."),
    });
    const run = await studio.grow(served, { questions: 1, branching: 3, siblings: "off" });
    await studio.until(run.id, "completed");
    const { roles } = await runTotals(studio.store, run.id);
    const nodes = (await studio.nodesOf(run.id)).flat();
    for (const [role, { identical }] of Object.entries(roles)) {
      const own = nodes.filter((node) => node.role === role);
      const distinct = new Set(own.map(({ parentKey, text }) => `${parentKey} ${text}`)).size;
      expect(identical).toBe(own.length - distinct);
    }
  });

  test("is split by the server's tokenizer where it has one", async () => {
    const studio = await open();
    const words = ["one", "one two three", "one two three four five six"];
    const answer = (_: unknown, choice: number) => words[choice] ?? "";
    const has = await studio.serve({ answer, hasTokenizer: true });
    const run = await studio.grow(has, { questions: 1, branching: 3 });
    await studio.until(run.id, "completed");
    const [tree = []] = await studio.nodesOf(run.id);
    const [first, second, third] = tree.filter(({ depth }) => depth === 1);
    expect(third!.completionTokens! / second!.completionTokens!).toBeCloseTo(2, 0);
    expect(second!.completionTokens! / first!.completionTokens!).toBeCloseTo(3, 0);
    expect(tree.every(({ isEstimated }) => isEstimated)).toBe(true);
    expect(has.server.tokenized).toBe(39);
  });

  test("is split by log probabilities where the answer holds them, without asking for more", async () => {
    const studio = await open();
    const served = await studio.serve({
      answer: (_, choice) => "word ".repeat(1 + 9 * choice).trim(),
      hasTokenizer: true,
    });
    const model = { endpointId: served.endpoint.id, model: "test-model", extraBody: { logprobs: true } };
    const roles = { generator: model, verifier: model, refiner: model };
    const run = await studio.grow(served, { questions: 1, branching: 2, roles });
    await studio.until(run.id, "completed");
    const [tree = []] = await studio.nodesOf(run.id);
    const [first, second] = tree.filter(({ depth }) => depth === 1);
    expect(second!.completionTokens! / first!.completionTokens!).toBeCloseTo(10, 0);
    expect(served.server.tokenized).toBe(0);
  });
});
