import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { crashRun } from "../support/crash-run.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { seeded } from "../support/seeded.ts";

const nothingWrong = {
  lost: 0,
  paidTwice: 0,
  askedTwice: 0,
  incompleteTrees: 0,
  wrongValues: 0,
  wrongCounters: 0,
  errors: 0,
};

async function expectNothingWrong(target: string): Promise<void> {
  const report = await crashRun({ target, questions: 3, kills: 5, random: seeded(5) });
  expect(report).toMatchObject({ ...nothingWrong, kills: 5 });
  expect(report.requests).toBe(report.completions + report.lostInFlight);
  expect(report.mayHaveBeenCharged).toBeGreaterThanOrEqual(report.lostInFlight);
}

describe("kill -9 of a growing engine, five times in a run, loses no stored answer and asks for none twice", () => {
  test("on SQLite", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "malthouse-kill-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await expectNothingWrong(path.join(folder, "malthouse.db"));
  }, 120_000);

  test.skipIf(!hasPostgres)(
    "on PostgreSQL",
    async () => {
      const { url, drop } = await freshPostgres();
      onTestFinished(drop);
      await expectNothingWrong(url);
    },
    120_000,
  );
});
