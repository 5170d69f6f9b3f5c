import { createServer } from "node:net";

/**
 * Reads PORT and HOST.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ port: number, host: string, problems: string[] }} port 0 asks for any free one
 */
export function readAddress(env) {
  const problems = [];
  const written = env["PORT"] || "3000";
  const port = Number(written);
  if (!/^\d+$/.test(written) || port > 65_535)
    problems.push(
      `PORT is "${written}", which is no port number. Give one from 1 to 65535, or leave it out for 3000.`,
    );
  const name = env["HOST"] || "127.0.0.1";
  const host = name === "localhost" ? "127.0.0.1" : name === "[::1]" ? "::1" : name;
  if (!isLoopback(host))
    problems.push(
      `HOST is "${name}", but this version listens on this machine only (127.0.0.1). ` +
        `Leave HOST out and reach it from elsewhere with: ssh -L ${port || 3000}:127.0.0.1:${port || 3000} user@this-machine`,
    );
  return { port, host, problems };
}

/** @param {string} host */
function isLoopback(host) {
  return host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Tries to listen where the server will.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string[]>} problems
 */
export async function checkPortFree(port, host) {
  if (port === 0) return [];
  const probe = createServer();
  return await new Promise((resolve) => {
    probe.once("error", (error) => resolve([describeListenError(error, port, host)]));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve([])));
  });
}

/**
 * One line for a port that cannot be listened on.
 * @param {Error} error
 * @param {number} port
 * @param {string} host
 */
export function describeListenError(error, port, host) {
  const code = "code" in error ? error.code : "";
  if (code === "EADDRINUSE")
    return `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`;
  if (code === "EACCES")
    return `Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`;
  return `Listening on ${host}, port ${port}, failed: ${error.message}`;
}
