import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { crashRun, type CrashReport } from "../support/crash-run.ts";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { seeded } from "../support/seeded.ts";

/**
 * One run grown by an engine without Next against an endpoint in this process, killed -9 again and again: at a request
 * drawn by a seed, and so many turns of the endpoint's event loop after it. CRASH_KILLS (100), CRASH_SEED (1).
 */
const kills = Number(process.env["CRASH_KILLS"] ?? 100);
const seed = Number(process.env["CRASH_SEED"] ?? 1);
const questions = Math.ceil(kills / 3);

function print(name: string, report: CrashReport): void {
  console.log(`\n${name}: ${report.kills} kills over ${report.completions} completions`);
  for (const [what, count] of Object.entries(report))
    if (what !== "kills" && what !== "completions") console.log(`  ${what.padEnd(20)}${count}`);
}

const folder = await mkdtemp(path.join(tmpdir(), "malthouse-crash-"));
try {
  const target = path.join(folder, "malthouse.db");
  print("SQLite", await crashRun({ target, questions, kills, random: seeded(seed) }));
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (hasPostgres) {
  const { url, drop } = await freshPostgres();
  try {
    print("PostgreSQL", await crashRun({ target: url, questions, kills, random: seeded(seed) }));
  } finally {
    await drop();
  }
} else console.log("\nPostgreSQL: not tried. Name a server in MALTHOUSE_TEST_DATABASE_URL.");
process.exit(0);
