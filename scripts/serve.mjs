import { createServer } from "node:http";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { projectRoot } from "./launch/project-root.mjs";
import { say } from "./launch/say.mjs";
import { describeListenError } from "./preflight/check-address.mjs";
import { lockDataFolder, markStopping } from "./preflight/check-data-folder.mjs";
import { preflight } from "./preflight.mjs";

const readyWithinMs = 120_000;
const stopWithinMs = 10_000;

/** @typedef {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void} Handler */

/**
 * Serves the built app until a signal. Every refusal is one printed line and exit code 1; being asked to stop is 0.
 * The data folder stays locked for as long as the process lives.
 */
export async function serve() {
  const { problems, warnings, port, host, folder } = await preflight(process.env, {
    root: projectRoot,
    withPackages: true,
  });
  for (const warning of warnings) say(`Note: ${warning}`);
  if (problems.length > 0) return refuse(problems);
  if (!existsSync(path.join(projectRoot, ".next", "BUILD_ID")))
    return refuse(["There is no build yet. Start with: npm start"]);
  const lock = lockDataFolder(folder);
  if (typeof lock === "string") return refuse([lock]);

  /** @type {Handler} */
  let handle = (_, response) =>
    answerProblem(response, {
      status: 503,
      title: "Not ready yet",
      detail: "Malthouse is still starting. Try again in a moment.",
    });
  const server = createServer((request, response) => handle(request, response));
  // Node would cut an upload of half a gigabyte after five minutes.
  server.requestTimeout = 0;
  const refusal = await listen(server, port, host);
  if (refusal !== null) return refuse([refusal]);
  stopOnSignal(server, folder);

  const bound = server.address();
  const realPort = bound !== null && typeof bound === "object" ? bound.port : port;
  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${realPort}`;
  process.env["PORT"] = String(realPort);
  process.env["HOST"] = host;
  process.env["MALTHOUSE_DATA"] = folder;
  process.env["MALTHOUSE_ORIGIN"] = origin;
  setEnvironment("NODE_ENV", "production");
  setEnvironment("NEXT_TELEMETRY_DISABLED", "1");
  process.chdir(projectRoot);

  const { default: next } = await import("next");
  const app = next({ dev: false, dir: projectRoot, hostname: host, port: realPort, quiet: true });
  await app.prepare();
  const answer = app.getRequestHandler();
  handle = (request, response) => {
    // Next answers these with a bare 500.
    if (!canDecode(request.url ?? "/"))
      return answerProblem(response, {
        status: 400,
        title: "The request cannot be read",
        detail: "The address holds a % that begins no character. Encode it as %25.",
      });
    return void answer(request, response);
  };
  const trouble = await waitUntilReady(origin);
  if (trouble !== null) return refuse([trouble]);
  say(`Malthouse is ready at ${origin}`);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {{ status: number, title: string, detail: string }} problem
 */
function answerProblem(response, problem) {
  const headers = {
    "content-type": "application/problem+json",
    ...(problem.status === 503 && { "retry-after": "1" }),
  };
  response.writeHead(problem.status, headers).end(JSON.stringify({ type: "about:blank", ...problem }));
}

/** @param {string} url */
function canDecode(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name @param {string} value */
function setEnvironment(name, value) {
  Object.assign(process.env, { [name]: value });
}

/** @param {readonly string[]} problems */
function refuse(problems) {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | null>} a problem, or null when it listens
 */
function listen(server, port, host) {
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(describeListenError(error, port, host)));
    server.listen({ port, host, exclusive: true }, () => resolve(null));
  });
}

/**
 * @param {string} origin
 * @returns {Promise<string | null>} a problem, or null when the app says that it is ready
 */
async function waitUntilReady(origin) {
  const untilMs = Date.now() + readyWithinMs;
  let last = "no answer";
  while (Date.now() < untilMs) {
    try {
      const answer = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(30_000) });
      if (answer.ok) return null;
      last = `status ${answer.status}: ${(await answer.text()).slice(0, 300)}`;
      if (answer.status !== 503) break;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await wait(100);
  }
  return `The app did not become ready (${last}).`;
}

/** @param {import("node:http").Server} server @param {string} folder the data folder */
function stopOnSignal(server, folder) {
  let askedMs = 0;
  const stop = async () => {
    // Ctrl-C reaches the whole group and the launcher passes it on: only a later one means "now".
    if (askedMs > 0) return Date.now() - askedMs > 1000 ? process.exit(0) : undefined;
    askedMs = Date.now();
    say("Stopping …");
    tryToMark(folder);
    const late = setTimeout(() => process.exit(0), stopWithinMs);
    server.close();
    server.closeIdleConnections();
    await stopWork();
    server.closeAllConnections();
    clearTimeout(late);
    process.exit(0);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => void stop());
}

/** @param {string} folder */
function tryToMark(folder) {
  try {
    markStopping(folder);
  } catch {
    // A folder that takes no file any more must not keep the server from stopping.
  }
}

/** What the app left for the end: the engine's stop, which settles what is in flight. */
async function stopWork() {
  const parts = /** @type {{ __malthouse?: { stop?: () => Promise<void> } }} */ (globalThis);
  try {
    await parts.__malthouse?.stop?.();
  } catch (error) {
    say(`Stopping was not clean: ${error instanceof Error ? error.message : String(error)}`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await serve();
