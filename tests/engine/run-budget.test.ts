import fc from "fast-check";
import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { patchRun, resumeRun } from "../../lib/engine/run-actions.ts";
import { describeStores } from "../support/stores.ts";
import { type Served, type Studio } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

const prices = { "test-model": { promptPerMillion: 1, completionPerMillion: 4 } };

const rolesOf = ({ endpoint }: Served, maxTokens: number) =>
  Object.fromEntries(
    ["generator", "verifier", "refiner"].map((role) => [
      role,
      { endpointId: endpoint.id, model: "test-model", maxTokens },
    ]),
  );

async function spentOf(studio: Studio, runId: string) {
  const { requests, promptTokens, completionTokens, costUsd } = await runTotals(studio.store, runId);
  return { requests, tokens: promptTokens + completionTokens, usd: costUsd };
}

const sumNamed = {
  requests: /about ([\d,]+) requests in all/,
  tokens: /about ([\d,]+) tokens in all/,
  usd: /about \$([\d.,]+) in all/,
} as const;

describeStores("a budget", (openStore) => {
  const open = useStudio(openStore);

  test.each([
    ["requests", { requests: 17 }],
    ["tokens", { tokens: 5500 }],
    ["usd", { usd: 0.01 }],
  ] as const)(
    "in %s is not overrun; the pause names a sum, and raising to it finishes with no request too many",
    async (unit, budget) => {
      const studio = await open();
      const served = await studio.serve({ endpoint: { maxConcurrency: 6, prices } });
      const roles = rolesOf(served, 400);
      const run = await studio.grow(served, { questions: 6, branching: 2, roles, budget });
      const paused = await studio.until(run.id, "paused", "completed");
      expect(paused).toMatchObject({ status: "paused", waitingFor: "budget" });
      await studio.grower.settled(run.id);
      const cap = (budget as Record<string, number>)[unit]!;
      const spent = (await spentOf(studio, run.id))[unit];
      expect(spent).toBeLessThanOrEqual(cap);
      expect(spent).toBeGreaterThan(0);
      const named = Number(sumNamed[unit].exec(paused.waitingReason ?? "")?.[1]?.replaceAll(",", ""));
      expect(paused.budgetToFinish).toEqual({ [unit]: named });
      expect(named).toBeGreaterThan(cap);

      // In two steps: the sum must stay right after a resume.
      await patchRun(studio, run.id, {
        budget: { [unit]: unit === "usd" ? cap * 1.5 : Math.ceil(cap * 1.5) },
      });
      await resumeRun(studio, run.id);
      const again = await studio.until(run.id, "paused", "completed");
      expect(again.status).toBe("paused");
      await studio.grower.settled(run.id);
      const final = Number(sumNamed[unit].exec(again.waitingReason ?? "")?.[1]?.replaceAll(",", ""));
      // "About": what is still to come is judged by what came.
      await patchRun(studio, run.id, {
        budget: {
          [unit]: unit === "requests" ? final : unit === "tokens" ? Math.ceil(final * 1.15) : final * 1.15,
        },
      });
      await resumeRun(studio, run.id);
      expect((await studio.until(run.id, "paused", "completed")).waitingReason).toBeNull();
      const whole = (await spentOf(studio, run.id))[unit];
      expect(Math.abs(final - whole) / whole).toBeLessThan(unit === "requests" ? 1e-9 : 0.25);
      expect(served.server.requests).toHaveLength(6 * 7);
    },
  );

  test("that is raised while the run grows lets it go on without a pause", async () => {
    const studio = await open();
    const known = Promise.withResolvers<string>();
    const served = await studio.serve({
      latencyMs: 20,
      faults: (_, index) => {
        if (index === 3) void known.promise.then((id) => patchRun(studio, id, { budget: { requests: 14 } }));
        return "ok";
      },
    });
    const run = await studio.grow(served, {
      questions: 1,
      branching: 2,
      siblings: "off",
      budget: { requests: 8 },
    });
    known.resolve(run.id);
    expect(await studio.until(run.id, "paused", "completed")).toMatchObject({ status: "completed" });
    expect(served.server.requests).toHaveLength(14);
  });

  test("is used up to where the next request might pass it, at any concurrency and cap", async () => {
    const studio = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("requests", "tokens", "usd" as const),
        fc.double({ min: 0.2, max: 0.9, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        async (unit, share, maxConcurrency) => {
          const served = await studio.serve({ endpoint: { maxConcurrency, prices } });
          const maxTokens = 300;
          const roles = rolesOf(served, maxTokens);
          // About what the whole run takes.
          const whole = { requests: 28, tokens: 5500, usd: 0.0085 }[unit];
          const cap = unit === "usd" ? whole * share : Math.ceil(whole * share);
          const run = await studio.grow(served, {
            questions: 2,
            branching: 2,
            siblings: "off",
            roles,
            budget: { [unit]: cap },
          });
          const { status } = await studio.until(run.id, "paused", "completed");
          await studio.grower.settled(run.id);
          const spent = (await spentOf(studio, run.id))[unit];
          expect(spent).toBeLessThanOrEqual(cap);
          // No more is left than one request's worst case, about.
          const worst = { requests: 1, tokens: maxTokens + 1500, usd: (maxTokens * 4 + 1500) / 1e6 }[unit];
          if (status === "paused") expect(cap - spent).toBeLessThan(worst);
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
