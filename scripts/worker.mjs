import { projectRoot } from "./launch/project-root.mjs";
import { say } from "./launch/say.mjs";
import { dataFolder } from "./preflight/check-data-folder.mjs";
import { checkDatabase, readDatabaseUrl } from "./preflight/check-database.mjs";
import { checkAppSettings } from "./preflight/check-settings.mjs";
import { installPackages } from "./prepare/install-packages.mjs";

// Grows trees beside the server, on this machine or another one, until a signal: `npm run worker`.
const stopWithinMs = 10_000;

try {
  await installPackages();
  await work();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function work() {
  const database = readDatabaseUrl(process.env);
  const problems = [...database.problems, ...checkAppSettings(process.env)];
  if (database.url === null && problems.length === 0)
    problems.push(
      "A worker needs DATABASE_URL, the PostgreSQL address that the server has too. With an SQLite file the server grows everything itself: it needs no worker and takes none.",
    );
  if (database.url !== null) problems.push(...(await checkDatabase(database.url)));
  if (database.url === null || problems.length > 0) throw new Error(problems.join("\n"));
  process.chdir(projectRoot);
  const { createLog } = await import("../lib/engine/create-log.ts");
  const { startWorker } = await import("../lib/engine/start-worker.ts");
  const stopWorker = await startWorker({
    databaseUrl: database.url.href,
    folder: dataFolder(process.env, projectRoot),
    log: createLog(process.env["LOG_LEVEL"] || "warn"),
  });
  say("The worker is ready.");
  let isAsked = false;
  const stop = async () => {
    if (isAsked) return;
    isAsked = true;
    say("Stopping …");
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    await stopWorker();
    process.exit(0);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => void stop());
}
